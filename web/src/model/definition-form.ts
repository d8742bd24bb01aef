import type { Definition, DefinitionVersion, DefinitionWords } from '../api/admin-types';

/** A definition as it is typed. */
export interface DefinitionForm {
  nameSv: string;
  nameEn: string;
  definitionSv: string;
  definitionEn: string;
  decimals: string;
  polarity: DefinitionWords['polarity'];
  reason: string;
}

export const formOf = (words: DefinitionWords): DefinitionForm => ({
  nameSv: words.name.sv,
  nameEn: words.name.en,
  definitionSv: words.definition.sv,
  definitionEn: words.definition.en,
  decimals: String(words.decimals),
  polarity: words.polarity,
  reason: '',
});

export type DefinitionFault = 'words' | 'decimals' | 'reason';

/** What is wrong, by the field. */
export function definitionFaults(form: DefinitionForm): Partial<Record<keyof DefinitionForm, DefinitionFault>> {
  const faults: Partial<Record<keyof DefinitionForm, DefinitionFault>> = {};
  for (const field of ['nameSv', 'nameEn', 'definitionSv', 'definitionEn'] as const)
    if (form[field].trim() === '') faults[field] = 'words';
  if (!/^[0-6]$/.test(form.decimals.trim())) faults.decimals = 'decimals';
  if (form.reason.trim() === '') faults.reason = 'reason';
  return faults;
}

/** The body to send; @pre it has no faults. */
export const bodyOf = (form: DefinitionForm): DefinitionWords & { reason: string } => ({
  name: { sv: form.nameSv.trim(), en: form.nameEn.trim() },
  definition: { sv: form.definitionSv.trim(), en: form.definitionEn.trim() },
  decimals: Number(form.decimals),
  polarity: form.polarity,
  reason: form.reason.trim(),
});

/** The whole of what an earlier version said. */
export const wordsIn = (version: DefinitionVersion, shipped: DefinitionWords): DefinitionWords => ({
  name: version.name ?? shipped.name,
  definition: version.definition ?? shipped.definition,
  decimals: version.decimals ?? shipped.decimals,
  polarity: version.polarity ?? shipped.polarity,
});

export const PARTS = ['name', 'definition', 'decimals', 'polarity'] as const;
export type Part = (typeof PARTS)[number];

/** The parts that differ between two. */
export const changedParts = (before: DefinitionWords, after: DefinitionWords): Part[] =>
  PARTS.filter((part) => JSON.stringify(before[part]) !== JSON.stringify(after[part]));

/** The definition's own words. */
export const wordsNow = ({ name, definition, decimals, polarity }: Definition): DefinitionWords => ({
  name,
  definition,
  decimals,
  polarity,
});
