import type { Text } from '../api/types';

/** Investment, running cost, saving, lifetime and effect: as many as a cost per tonne needs. */
const ALL = 5;

/** What is missing for a cost, in words; null where nothing of it is stated. */
export function gapWords(missing: Text[], text: (one: Text) => string): string | null {
  if (missing.length >= ALL) return null;
  return missing.map((one) => text(one).replace(/\.$/, '')).join(', ');
}

/** Names by what they lack, in the order in which each lack comes first. */
export function byGap<Named extends { name: string; missing: Text[] }>(
  all: Named[],
  text: (one: Text) => string,
): { gap: string | null; names: string[] }[] {
  const groups: { gap: string | null; names: string[] }[] = [];
  for (const { name, missing } of all) {
    const gap = gapWords(missing, text);
    const group = groups.find((one) => one.gap === gap);
    if (group) group.names.push(name);
    else groups.push({ gap, names: [name] });
  }
  return groups;
}
