/**
 * Reads a number as people write it in Swedish or English: spaces group, comma or point is
 * the decimal mark, U+2212 is minus. Null when it is not a number or could mean two things.
 */
export function parseNumber(text: string): number | null {
  const plain = text
    .trim()
    .replace(/[\s\u00a0\u202f\u2009]/g, '')
    .replace('\u2212', '-');
  if (!/^[+-]?(\d+([.,]\d*)?|[.,]\d+)$/.test(plain)) return null;
  const value = Number(plain.replace(',', '.'));
  return Number.isFinite(value) ? value : null;
}
