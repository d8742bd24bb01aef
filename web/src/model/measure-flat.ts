import type { Followed, Role } from '../api/follow-types';
import type { MeasureState } from '../api/plan-types';
import { parseNumber } from '../format/parse-number';
import type { Flat } from './conflict';
import * as plainForm from './measure-form';
import { contentOf, type FollowedContent } from './status-change';

export interface RoleForm {
  role: Role;
  orgUnit: string;
  name: string;
}

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
    roles: JSON.stringify(
      (measure.roles ?? []).map(
        (one): RoleForm => ({ role: one.role, orgUnit: one.orgUnit ?? '', name: one.name ?? '' }),
      ),
    ),
    effects: JSON.stringify(plainForm.formOf(measure).effects),
    sourceText: measure.source.text,
    sourceDocument: measure.source.document,
  };
}

/** Who takes part, and the effects, are lists: in the form each is one text. */
export const rolesIn = (form: Flat): RoleForm[] => JSON.parse(form['roles'] || '[]');
export const effectsIn = (form: Flat): plainForm.EffectForm[] =>
  JSON.parse(form['effects'] || '[]');

const withEffects = (form: Flat): plainForm.MeasureForm => ({
  ...plainForm.formOf(null),
  effects: effectsIn(form),
});
/** The places among the effects that hold no number: "/effects/0/change". */
export const effectFaults = (form: Flat): string[] => plainForm.unreadable(withEffects(form));

export type MeasureFault = 'nameMissing' | 'numberWrong';

/** What cannot be sent, by field. */
export function faultsOf(form: Flat): Record<string, MeasureFault> {
  const faults: Record<string, MeasureFault> = {};
  if (!form['name']?.trim()) faults['name'] = 'nameMissing';
  for (const name of NUMBER_FIELDS)
    if (form[name]?.trim() && parseNumber(form[name]) === null) faults[name] = 'numberWrong';
  if (effectFaults(form).length > 0) faults['effects'] = 'numberWrong';
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
    roles: rolesIn(form)
      .filter((one) => one.orgUnit || one.name.trim())
      .map((one) => ({
        role: one.role,
        orgUnit: one.orgUnit || null,
        name: one.name.trim() || null,
      })),
    effects: plainForm.bodyOf(withEffects(form)).effects as FollowedContent['effects'],
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
