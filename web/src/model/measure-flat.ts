import type { Followed } from '../api/follow-types';
import type { MeasureState } from '../api/plan-types';
import { parseNumber } from '../format/parse-number';
import type { Flat } from './conflict';
import { contentOf, type FollowedContent } from './status-change';

export const TEXT_FIELDS = ['code', 'orgUnit', 'start', 'end', 'funding'] as const;
export const NUMBER_FIELDS = [
  'investment',
  'annualCost',
  'annualSaving',
  'lifetime',
  'co2eTonnes',
] as const;

const plain = (value: number | null): string =>
  value === null ? '' : String(value).replace('.', ',');

/** A measure as texts, one for each field of its form. Goals are ids with commas between. */
export function flatOf(measure: Followed): Flat {
  return {
    name: measure.name,
    description: measure.description,
    state: measure.state,
    ...Object.fromEntries(TEXT_FIELDS.map((name) => [name, measure[name] ?? ''])),
    ...Object.fromEntries(NUMBER_FIELDS.map((name) => [name, plain(measure[name])])),
    goals: [...(measure.goals ?? [])].sort().join(','),
    rsMandate: measure.rsMandate ? 'yes' : '',
    sourceText: measure.source.text,
    sourceDocument: measure.source.document,
  };
}

export type MeasureFault = 'nameMissing' | 'numberWrong';

/** What cannot be sent, by field. */
export function faultsOf(form: Flat): Record<string, MeasureFault> {
  const faults: Record<string, MeasureFault> = {};
  if (!form['name']?.trim()) faults['name'] = 'nameMissing';
  for (const name of NUMBER_FIELDS)
    if (form[name]?.trim() && parseNumber(form[name]) === null) faults[name] = 'numberWrong';
  return faults;
}

/** What is sent: the form, and from the measure what the form does not show. */
export function bodyOf(form: Flat, measure: Followed): FollowedContent {
  const text = (name: string): string | null => form[name]?.trim() || null;
  const number = (name: string): number | null =>
    form[name]?.trim() ? parseNumber(form[name]) : null;
  return {
    ...contentOf(measure),
    name: form['name']?.trim() ?? '',
    description: form['description'] ?? '',
    state: form['state'] as MeasureState,
    ...(Object.fromEntries(TEXT_FIELDS.map((name) => [name, text(name)])) as Pick<
      FollowedContent,
      (typeof TEXT_FIELDS)[number]
    >),
    ...(Object.fromEntries(NUMBER_FIELDS.map((name) => [name, number(name)])) as Pick<
      FollowedContent,
      (typeof NUMBER_FIELDS)[number]
    >),
    goals: (form['goals'] ?? '').split(',').filter(Boolean),
    rsMandate: form['rsMandate'] === 'yes',
    source: { text: form['sourceText'] ?? '', document: form['sourceDocument'] ?? '' },
  };
}

/** The field that a fault told by the server belongs to: "/source/text" is "sourceText". */
export function fieldOf(pointer: string): string {
  const [, first = '', second] = pointer.split('/');
  return second && first === 'source'
    ? `source${second.charAt(0).toUpperCase()}${second.slice(1)}`
    : first;
}
