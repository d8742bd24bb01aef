import type { Language } from '../i18n/language';

const LOCALES: Record<Language, string> = { sv: 'sv-SE', en: 'en-GB' };

/** `2024-03` as "mars 2024", or "mar" where there is little room. */
export function formatMonth(period: string, lang: Language, short = false): string {
  const found = /^(\d{4})-(\d\d)$/.exec(period);
  if (!found) return period;
  const date = new Date(Date.UTC(Number(found[1]), Number(found[2]) - 1, 1));
  return new Intl.DateTimeFormat(
    LOCALES[lang],
    short
      ? { month: 'short', timeZone: 'UTC' }
      : { month: 'long', year: 'numeric', timeZone: 'UTC' },
  )
    .format(date)
    .replace('.', '');
}
