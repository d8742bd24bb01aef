const swedish = new Intl.Collator('sv-SE', { numeric: true });

/** Swedish order of names: å, ä and ö come last. */
export const compareNames = (a: string, b: string): number => swedish.compare(a, b);
