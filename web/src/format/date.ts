import type { Language } from '../i18n/language';

const LOCALES: Record<Language, string> = { sv: 'sv-SE', en: 'en-GB' };
const ZONE = 'Europe/Stockholm';

/** `2025-02-03 03:10`, Swedish time, for tables. */
export function formatTime(instant: string): string {
  return new Intl.DateTimeFormat('sv-SE', {
    timeZone: ZONE,
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(new Date(instant));
}

/** The date it is in Sweden, as `2025-02-03`. */
export const today = (): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, dateStyle: 'short' }).format(new Date());

/** `3 februari 2025`, for running text. */
export function formatDate(date: string, lang: Language): string {
  if (!/^\d{4}-\d\d-\d\d/.test(date)) return date;
  return new Intl.DateTimeFormat(LOCALES[lang], { timeZone: ZONE, dateStyle: 'long' }).format(
    new Date(date),
  );
}
