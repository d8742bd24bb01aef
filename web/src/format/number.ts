import type { Language } from '../i18n/language';

const LOCALES: Record<Language, string> = { sv: 'sv-SE', en: 'en-GB' };
const formats = new Map<string, Intl.NumberFormat>();

function format(lang: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = lang + JSON.stringify(options);
  let found = formats.get(key);
  if (!found) {
    found = new Intl.NumberFormat(LOCALES[lang], options);
    formats.set(key, found);
  }
  return found;
}

/** English text gets the true minus sign too, and no "−0,0" ever. */
const tidy = (text: string): string => {
  const signed = text.replace('-', '\u2212');
  return /[1-9]/.test(signed) ? signed : signed.replace(/[\u2212+]/, '');
};

/** A value with the decimals of its key figure. */
export const formatValue = (value: number, decimals: number, lang: Language): string =>
  tidy(
    format(lang, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(
      value,
    ),
  );

/** A value as stored, for boundaries and gaps where rounding would mislead. */
export const formatExact = (value: number, decimals: number, lang: Language): string =>
  tidy(
    format(lang, {
      minimumFractionDigits: decimals,
      maximumFractionDigits: Math.max(decimals, 3),
    }).format(value),
  );

/** A number with the decimals it was given with, at most six: a factor, a target. */
export const formatStored = (value: number, lang: Language): string =>
  tidy(format(lang, { maximumFractionDigits: 6 }).format(value));

/** A difference, with its sign; zero has none. */
export const formatChange = (value: number, decimals: number, lang: Language): string =>
  tidy(
    format(lang, {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
      signDisplay: 'exceptZero',
    }).format(value),
  );

/** A share of one as whole per cent. */
export const formatShare = (share: number, lang: Language): string =>
  tidy(format(lang, { style: 'percent', maximumFractionDigits: 0 }).format(share));

/** Value and unit with a hard space between. */
export const withUnit = (text: string, unit: string): string => `${text}\u00a0${unit}`;

const ENGLISH_UNITS: Record<string, string> = {
  'recept/1000 inv': 'prescriptions per 1,000 inh.',
  'kg CO2e/inv': 'kg CO2e per inh.',
  'ton CO2e': 'tonnes CO2e',
};

/** The unit in the chosen language; CO2e is written with a subscript two. */
export const formatUnit = (unit: string, lang: Language): string =>
  (lang === 'en' ? (ENGLISH_UNITS[unit] ?? unit) : unit).replace('CO2', 'CO\u2082');

/** The unit of a difference: per cent values differ by percentage points. */
export const changeUnit = (unit: string, points: string, lang: Language): string =>
  unit === '%' ? points : formatUnit(unit, lang);

/** Rounds away the noise of binary subtraction. */
export const difference = (a: number, b: number): number => Math.round((a - b) * 1e6) / 1e6;
