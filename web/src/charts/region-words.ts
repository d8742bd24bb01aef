import type { Ranking } from '../api/types';
import { formatUnit, formatValue, withUnit } from '../format/number';
import type { Language } from '../i18n/language';
import type { Dictionary } from '../i18n/sv';

/** Which region is pointed at, in the picture or in the table. */
export interface RegionPick {
  lit: string | null;
  light: (code: string | null) => void;
}

/** "Region Halland: 98,3 %, plats 12 av 21, Mellersta tredjedelen", or why there is no value. */
export function describeRegion(
  ranking: Ranking,
  code: string,
  t: Dictionary,
  lang: Language,
): string {
  const row = ranking.rows.find((one) => one.region === code);
  if (!row) {
    const missing = ranking.missing.find((one) => one.region === code);
    return missing ? `${missing.name}: ${t.missing[missing.reason]}` : t.missing.missing;
  }
  const value = withUnit(
    formatValue(row.value, ranking.decimals, lang),
    formatUnit(ranking.unit, lang),
  );
  const word = row.class ? `, ${t.classes[ranking.scheme][row.class]}` : '';
  return `${row.name}: ${value}, ${t.badge.rankOf(row.rank, ranking.n)}${word}`;
}
