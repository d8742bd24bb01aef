import type { Preview, Suggestion, TargetField, TargetInfo } from '../api/import-types';
import type { MapChoices } from './wizard';

const MOST = 24;

/** Words of the file that a field with fixed choices does not know: from the samples and the preview. */
export function unknownWords(
  suggestion: Suggestion,
  preview: Preview | null,
  target: TargetInfo,
  choices: MapChoices,
): { field: TargetField; word: string }[] {
  return choices.columns
    .flatMap((choice) => {
      const field = target.fields.find((one) => one.name === choice.to);
      if (!field || field.choices.length === 0) return [];
      const samples = suggestion.columns.find((one) => one.name === choice.name)?.samples ?? [];
      const refused = (preview?.faults ?? [])
        .filter((fault) => fault.column === choice.name || fault.column === field.name)
        .map((fault) => fault.raw);
      const before = Object.keys(choices.lookups[field.name] ?? {});
      return [...new Set([...samples, ...refused, ...before])]
        .filter((word) => word.trim() !== '' && !field.choices.includes(word))
        .map((word) => ({ field, word }));
    })
    .slice(0, MOST);
}

/**
 * The meanings given so far, and those of words that are what a choice is called: "El" means
 * electricity without anybody having to say so.
 */
export function plainMeanings(
  suggestion: Suggestion,
  target: TargetInfo,
  choices: MapChoices,
  names: Readonly<Record<string, string>>,
): MapChoices['lookups'] {
  const lookups = { ...choices.lookups };
  for (const { field, word } of unknownWords(suggestion, null, target, choices)) {
    const called = field.choices.find(
      (one) => names[one]?.toLowerCase() === word.trim().toLowerCase(),
    );
    if (called && lookups[field.name]?.[word] === undefined)
      lookups[field.name] = { ...lookups[field.name], [word]: called };
  }
  return lookups;
}
