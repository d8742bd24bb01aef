import type { Fact, Indicator, PlanTarget } from '../api/follow-types';
import type { Polarity, Target } from '../api/types';
import { difference } from '../format/number';

const yearOf = (period: string): number | null =>
  /^\d{4}/.test(period) ? Number(period.slice(0, 4)) : null;

/** The newest fact that is a number. */
export function latestFact(facts: readonly Fact[]): (Fact & { value: number }) | null {
  const known = facts.filter((fact): fact is Fact & { value: number } => fact.value !== null);
  return known.toSorted((a, b) => a.period.localeCompare(b.period, 'sv')).at(-1) ?? null;
}

/** The most decimals that any of the numbers is written with. */
export const decimalsOf = (values: readonly (number | null)[]): number =>
  Math.max(
    0,
    ...values.map((value) => (value === null ? 0 : (String(value).split('.')[1]?.length ?? 0))),
  );

/** Which way is better: as the target says it, else as the key figure does; null if neither. */
export function wayOf(target: PlanTarget, ofFigure: Polarity | null = null): Polarity | null {
  if (target.direction === 'increase') return 'high';
  if (target.direction === 'decrease') return 'low';
  if (target.value === null || target.baselineValue === null) return ofFigure;
  return target.value < target.baselineValue ? 'low' : 'high';
}

/**
 * What a bullet bar needs, out of a target of the plan and the indicator's facts: where the
 * straight path would be in the year of the newest fact, and how much of the way is gone. Null
 * when the target is no single number of a year, or nothing has been measured.
 */
export function barOf(
  indicator: Indicator,
  target: PlanTarget,
  way: Polarity | null = wayOf(target),
): Target | null {
  const latest = latestFact(indicator.facts);
  if (!latest || target.undetermined || target.value === null || target.year === null) return null;
  const { baselineYear, baselineValue: base, value, year } = target;
  const currentYear = yearOf(latest.period);
  const span = base === null ? 0 : value - base;
  const elapsed =
    baselineYear === null || currentYear === null || year <= baselineYear
      ? null
      : Math.min(1, Math.max(0, (currentYear - baselineYear) / (year - baselineYear)));
  const progress = base === null || span === 0 ? null : (latest.value - base) / span;
  const met =
    (way === 'low' && latest.value <= value) || (way === 'high' && latest.value >= value);
  return {
    year,
    value,
    status: met ? 'achieved' : 'notAssessable',
    baselineYear,
    baselineValue: base,
    currentYear,
    currentValue: latest.value,
    progress,
    elapsed,
    expectedNow:
      base === null || elapsed === null || target.path !== 'linear'
        ? null
        : difference(base + span * elapsed, 0),
    gap: null,
    path: target.path,
    decision: target.decision?.body ?? '',
    text: null,
  };
}
