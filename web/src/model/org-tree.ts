import type { OrgUnit } from '../api/admin-types';
import { isDate } from './audit-filter';

export interface Branch {
  unit: OrgUnit;
  depth: number;
}

/** The units from the top down, each followed by those below it; none is left out. */
export function branchesOf(units: readonly OrgUnit[]): Branch[] {
  const sorted = [...units].sort((a, b) => a.code.localeCompare(b.code, 'sv'));
  const ids = new Set(sorted.map((unit) => unit.id));
  const found: Branch[] = [];
  const seen = new Set<string>();
  const add = (unit: OrgUnit, depth: number) => {
    if (seen.has(unit.id)) return;
    seen.add(unit.id);
    found.push({ unit, depth });
    for (const below of sorted) if (below.parent === unit.id) add(below, depth + 1);
  };
  for (const unit of sorted) if (unit.parent === null || !ids.has(unit.parent)) add(unit, 0);
  for (const unit of sorted) add(unit, 0); // one that is below itself
  return found;
}

export interface UnitForm {
  code: string;
  sv: string;
  en: string;
  kind: OrgUnit['kind'];
  parent: string;
  validFrom: string;
  validTo: string;
}

export const unitForm = (unit: OrgUnit | null): UnitForm => ({
  code: unit?.code ?? '',
  sv: unit?.name.sv ?? '',
  en: unit?.name.en ?? '',
  kind: unit?.kind ?? 'administration',
  parent: unit?.parent ?? '',
  validFrom: unit?.validFrom ?? '',
  validTo: unit?.validTo ?? '',
});

/** What is wrong with a unit, by field. */
export function unitFaults(form: UnitForm): Record<string, 'code' | 'name' | 'date' | 'order'> {
  const { validFrom: from, validTo: to } = form;
  const bad = (date: string) => date !== '' && !isDate(date);
  return {
    ...(/^\S+$/.test(form.code) ? {} : { code: 'code' as const }),
    ...(form.sv.trim() ? {} : { sv: 'name' as const }),
    ...(bad(from) ? { validFrom: 'date' as const } : {}),
    ...(bad(to)
      ? { validTo: 'date' as const }
      : from && to && to < from
        ? { validTo: 'order' as const }
        : {}),
  };
}

/** The whole content of a unit, as the server takes it. */
export const unitBody = (form: UnitForm, old: OrgUnit | null): unknown => ({
  code: form.code,
  name: { sv: form.sv.trim(), en: form.en.trim() || form.sv.trim() },
  kind: form.kind,
  parent: form.parent || null,
  validFrom: form.validFrom || null,
  validTo: form.validTo || null,
  source: old?.source ?? null,
});

/** Whether the unit has ended by this day. */
export const isClosed = (unit: OrgUnit, day: string): boolean =>
  unit.validTo !== null && unit.validTo <= day;
