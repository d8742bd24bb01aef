import type { DecidedTarget } from '../api/admin-types';
import { parseNumber } from '../format/parse-number';

export interface TargetForm {
  keyFigure: string;
  year: string;
  value: string;
  baselineYear: string;
  baselineValue: string;
  path: DecidedTarget['path'];
  decision: string;
}
export const EMPTY_TARGET: TargetForm = {
  keyFigure: '',
  year: '',
  value: '',
  baselineYear: '',
  baselineValue: '',
  path: 'linear',
  decision: '',
};

const FIRST = 2000;
const LAST = 2100;
const yearIn = (text: string): number | null => {
  const year = /^\d{4}$/.test(text.trim()) ? Number(text) : 0;
  return year >= FIRST && year <= LAST ? year : null;
};

type Fault = 'figure' | 'year' | 'value' | 'baseline' | 'decision';

/** What is wrong with a target, by field: it needs a decision to stand on. */
export function targetFaults(form: TargetForm): Record<string, Fault> {
  const bare = !form.baselineYear.trim() && !form.baselineValue.trim();
  const based = yearIn(form.baselineYear) !== null && parseNumber(form.baselineValue) !== null;
  return {
    ...(form.keyFigure ? {} : { keyFigure: 'figure' as const }),
    ...(yearIn(form.year) === null ? { year: 'year' as const } : {}),
    ...(parseNumber(form.value) === null ? { value: 'value' as const } : {}),
    ...(bare || based ? {} : { baselineYear: 'baseline' as const }),
    ...(form.decision.trim() ? {} : { decision: 'decision' as const }),
  };
}

/** The line that the import takes; only of a form without faults. */
export const targetLine = (form: TargetForm, region: string): string =>
  JSON.stringify({
    type: 'target',
    keyFigure: form.keyFigure,
    region,
    year: yearIn(form.year),
    value: parseNumber(form.value),
    baselineYear: yearIn(form.baselineYear),
    baselineValue: parseNumber(form.baselineValue),
    path: form.path,
    decision: form.decision.trim(),
  });

/** Those that hold, and those that were replaced, each newest first as they came. */
export const holding = (targets: readonly DecidedTarget[]): DecidedTarget[] =>
  targets.filter((target) => target.supersededAt === null);

/** What the form replaces; null where there is no target for that year. */
export const replacedBy = (
  form: TargetForm,
  region: string,
  targets: readonly DecidedTarget[],
): DecidedTarget | null =>
  holding(targets).find(
    (one) =>
      one.keyFigure === form.keyFigure && one.region === region && one.year === yearIn(form.year),
  ) ?? null;

/** How far a value is from a target: 0 or less is reached. */
export const gapTo = (target: number, value: number, polarity: string): number =>
  polarity === 'high' ? target - value : value - target;
