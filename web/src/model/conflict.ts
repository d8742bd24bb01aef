/** A form as flat texts, so that any two can be laid side by side. */
export type Flat = Record<string, string>;

/** A field that two people have changed in different ways. */
export interface Clash {
  field: string;
  mine: string;
  theirs: string;
}

export interface Comparison {
  clashes: Clash[];
  /** What only one of the two has changed: nothing to choose. */
  mine: string[];
  theirs: string[];
}

/** Three versions of the same thing: where both began, mine, and the one that came first. */
export function compare(base: Flat, mine: Flat, theirs: Flat): Comparison {
  const fields = [...new Set([...Object.keys(base), ...Object.keys(mine), ...Object.keys(theirs)])];
  const at = (one: Flat, field: string): string => one[field] ?? '';
  const found: Comparison = { clashes: [], mine: [], theirs: [] };
  for (const field of fields) {
    const [b, m, t] = [at(base, field), at(mine, field), at(theirs, field)];
    if (m === t) continue;
    if (m === b) found.theirs.push(field);
    else if (t === b) found.mine.push(field);
    else found.clashes.push({ field, mine: m, theirs: t });
  }
  return found;
}

/** What is saved: theirs, with mine where only I changed, or where mine was chosen. */
export function merged(
  mine: Flat,
  theirs: Flat,
  comparison: Comparison,
  chosen: Readonly<Record<string, 'mine' | 'theirs'>>,
): Flat {
  const result = { ...theirs };
  for (const field of comparison.mine) result[field] = mine[field] ?? '';
  for (const clash of comparison.clashes)
    if (chosen[clash.field] === 'mine') result[clash.field] = clash.mine;
  return result;
}
