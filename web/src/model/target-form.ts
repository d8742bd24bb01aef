import type { PlanTarget } from '../api/follow-types';
import { parseNumber } from '../format/parse-number';
import { isDay } from './assessment-form';
import type { Flat } from './conflict';

export const TARGET_NUMBERS = ['value', 'baselineValue'] as const;
export const TARGET_YEARS = ['year', 'baselineYear'] as const;
export const DECISION = ['body', 'date', 'reference'] as const;

const plain = (value: number | null): string =>
  value === null ? '' : String(value).replace('.', ',');

/** A target as texts, one for each field of its form. */
export const flatOf = (target: PlanTarget): Flat => ({
  undetermined: target.undetermined ? 'yes' : '',
  direction: target.direction ?? '',
  ...Object.fromEntries(TARGET_NUMBERS.map((name) => [name, plain(target[name])])),
  ...Object.fromEntries(TARGET_YEARS.map((name) => [name, String(target[name] ?? '')])),
  ...Object.fromEntries(DECISION.map((name) => [name, target.decision?.[name] ?? ''])),
});

export type TargetFault = 'numberWrong' | 'yearWrong' | 'dateWrong' | 'valueMissing';

const isYear = (text: string): boolean => /^(19|20)\d\d$/.test(text);

/** What cannot be sent, by field. A target says something, or that nothing is decided. */
export function faultsOf(form: Flat, target: PlanTarget): Record<string, TargetFault> {
  const faults: Record<string, TargetFault> = {};
  const at = (name: string) => form[name]?.trim() ?? '';
  for (const name of TARGET_NUMBERS)
    if (at(name) && parseNumber(at(name)) === null) faults[name] = 'numberWrong';
  for (const name of TARGET_YEARS) if (at(name) && !isYear(at(name))) faults[name] = 'yearWrong';
  if (at('date') && !isDay(at('date'))) faults['date'] = 'dateWrong';
  const range = target.low !== null || target.high !== null;
  if (!at('undetermined') && !at('value') && !at('direction') && !range)
    faults['value'] = 'valueMissing';
  return faults;
}

/** What is sent: what is not decided yet has neither value nor direction. */
export function bodyOf(form: Flat, target: PlanTarget) {
  const at = (name: string): string | null => form[name]?.trim() || null;
  const number = (name: string): number | null => {
    const text = at(name);
    return text === null ? null : parseNumber(text);
  };
  const open = at('undetermined') !== null;
  const decision = Object.fromEntries(DECISION.map((name) => [name, at(name)]));
  const { indicator, orgUnit, low, high, path, averaging, source } = target;
  return {
    indicator,
    orgUnit,
    path,
    averaging,
    source,
    low: open ? null : low,
    high: open ? null : high,
    undetermined: open,
    direction: open ? null : at('direction'),
    value: open ? null : number('value'),
    year: number('year'),
    baselineValue: number('baselineValue'),
    baselineYear: number('baselineYear'),
    decision: DECISION.some((name) => at(name)) ? decision : null,
  };
}

/** "/decision/date" is the field "date". */
export const fieldOf = (pointer: string): string =>
  pointer.split('/')[pointer.startsWith('/decision/') ? 2 : 1] ?? '';
