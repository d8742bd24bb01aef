import type { Factor } from '../api/admin-types';
import type { Affected } from '../api/import-types';
import { parseNumber } from '../format/parse-number';

export interface FactorForm {
  item: string;
  measure: string;
  value: string;
  unit: string;
  validFrom: string;
  source: string;
  note: string;
}
export const EMPTY_FACTOR: FactorForm = {
  item: '',
  measure: '',
  value: '',
  unit: '',
  validFrom: '',
  source: '',
  note: '',
};

const FIRST = 1990;
const LAST = 2100;

type Fault = 'item' | 'measure' | 'value' | 'unit' | 'validFrom' | 'source';

/** What is wrong with a factor, by field: none is taken without its source. */
export function factorFaults(form: FactorForm): Record<string, Fault> {
  const missing = (['item', 'measure', 'unit', 'source'] as const).filter(
    (member) => !form[member].trim(),
  );
  const year = form.validFrom.trim();
  const isYear = /^\d{4}$/.test(year) && Number(year) >= FIRST && Number(year) <= LAST;
  return {
    ...Object.fromEntries(missing.map((member) => [member, member])),
    ...(parseNumber(form.value) === null ? { value: 'value' as const } : {}),
    ...(year === '' || isYear ? {} : { validFrom: 'validFrom' as const }),
  };
}

/** The line that the import takes; only of a form without faults. */
export const factorLine = (form: FactorForm): string =>
  JSON.stringify({
    type: 'factor',
    item: form.item.trim(),
    measure: form.measure.trim(),
    value: parseNumber(form.value),
    unit: form.unit.trim(),
    ...(form.validFrom.trim() ? { validFrom: Number(form.validFrom) } : {}),
    source: form.source.trim(),
    ...(form.note.trim() ? { note: form.note.trim() } : {}),
  });

/** The factors that have all the words typed, wherever. */
export function findFactors(factors: readonly Factor[], typed: string): Factor[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return factors.filter((factor) => {
    const text = `${factor.item} ${factor.measure} ${factor.unit}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** In how many years something changes. */
export const yearsOf = (affected: readonly Affected[]): number =>
  new Set(affected.map((one) => one.year)).size;
/** Of how many regions. A part of a region counts as the region. */
export const regionsOf = (affected: readonly Affected[]): number =>
  new Set(affected.map((one) => one.region.split('/')[0])).size;
