import type { Movement, MovementParts } from '../api/foresight-types';
import type { Comparison, KeyFigure, ValueSeries } from '../api/types';

export const PARTS = ['own', 'others', 'revisions', 'membership'] as const;

export interface Step {
  part: keyof MovementParts;
  change: number;
  before: number;
  after: number;
}

/** The parts one after the other, each from the rank where the one before it ended. */
export function steps(movement: Pick<Movement, 'rankFrom' | 'parts'>): Step[] {
  if (movement.parts === null || movement.rankFrom === null) return [];
  const found: Step[] = [];
  let rank = movement.rankFrom;
  for (const part of PARTS) {
    const change = movement.parts[part];
    found.push({ part, change, before: rank, after: rank + change });
    rank += change;
  }
  return found;
}

/** The series that ranks most regions, where none is chosen. */
export function rankedSeries(figure: KeyFigure, chosen: string | null): string | null {
  if (chosen !== null) return chosen;
  const most = (one: KeyFigure['series'][number]) => Math.max(0, ...one.years.map(({ n }) => n));
  const best = [...figure.series].sort((a, b) => most(b) - most(a))[0];
  return best && most(best) > 1 ? best.series : null;
}

/** The years in which a region is ranked within one series, earliest first. */
export function rankedIn(figure: KeyFigure, series: string, values: ValueSeries, region: string) {
  const ranked = new Set(
    figure.series
      .find((one) => one.series === series)
      ?.years.filter(({ n }) => n > 1)
      .map(({ year }) => year),
  );
  return (values.regions.find((one) => one.region === region)?.values ?? [])
    .filter(({ year, value }) => value !== null && ranked.has(year))
    .map(({ year }) => year)
    .sort((a, b) => a - b);
}

/** The years with a printed rank, earliest first. */
export const printedIn = (comparison: Comparison, keyFigure: string): number[] =>
  (comparison.rows.find((row) => row.keyFigure === keyFigure)?.cells ?? [])
    .filter((cell) => cell.printed !== null)
    .map((cell) => cell.year)
    .sort((a, b) => a - b);

/**
 * The two years to explain: those chosen where they can be, else the year on the page and the one
 * before it, or for a few printed ranks the first and the last.
 */
export function movementYears(
  years: readonly number[],
  chosen: { from: number | null; to: number | null },
  page: number | null,
  wide: boolean,
): { from: number; to: number } | null {
  const last = years.at(-1);
  const first = years[0];
  if (first === undefined || last === undefined || first === last) return null;
  const fits = (year: number | null): year is number => year !== null && years.includes(year);
  const to =
    fits(chosen.to) && chosen.to > first ? chosen.to : fits(page) && page > first ? page : last;
  if (fits(chosen.from) && chosen.from < to) return { from: chosen.from, to };
  const before = years.filter((year) => year < to);
  return { from: (wide ? before[0] : before.at(-1)) ?? first, to };
}
