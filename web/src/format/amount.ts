import type { Language } from '../i18n/language';
import { formatValue } from './number';

/** A number of things: whole, grouped by thousands. */
export const formatCount = (count: number, lang: Language): string => formatValue(count, 0, lang);

const SIZES = ['B', 'kB', 'MB', 'GB'] as const;

/** 468 MB: as the file manager would say it. */
export function formatBytes(bytes: number, lang: Language): string {
  let amount = bytes;
  let step = 0;
  while (amount >= 1000 && step < SIZES.length - 1) {
    amount /= 1000;
    step += 1;
  }
  const decimals = step === 0 || amount >= 100 ? 0 : 1;
  return `${formatValue(amount, decimals, lang)}\u00a0${SIZES[step]}`;
}

/** At most four figures that matter, for values of unknown size; null is not written as zero. */
export function formatFree(value: number, lang: Language, most = 2): string {
  const size = Math.abs(value);
  const decimals = Number.isInteger(value) || size >= 1000 ? 0 : size >= 100 ? 1 : most;
  return formatValue(value, Math.min(decimals, most), lang);
}
