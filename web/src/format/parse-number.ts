import type { Language } from '../i18n/language';

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

/** A number for a field to begin with: at most three decimals, nothing grouped. */
export const plainNumber = (value: number, lang: Language): string => {
  const text = String(Math.round(value * 1000) / 1000);
  return lang === 'sv' ? text.replace('.', ',') : text;
};
