import type { Ranking, RankingRow, RankClass } from '../api/types';
import { compareNames } from '../format/collate';
import { formatValue } from '../format/number';
import type { Language } from '../i18n/language';
import type { SortKey } from '../routing/figure-state';

export interface RowGroup {
  class: RankClass | null;
  /** The last value of the class: the boundary to the next one. Null where there is none. */
  boundary: number | null;
  rows: RankingRow[];
}

function compare(sort: SortKey, a: RankingRow, b: RankingRow): number {
  if (sort === 'namn') return compareNames(a.shortName, b.shortName);
  if (sort === 'varde') return a.value - b.value;
  if (sort === 'forandring') return (a.change ?? -Infinity) - (b.change ?? -Infinity);
  return 0;
}

/** Rows in the chosen order; the ranks stay what they are. By rank, the API's order is kept. */
export function sortRows(
  rows: readonly RankingRow[],
  sort: SortKey,
  descending: boolean,
): RankingRow[] {
  if (sort === 'plats') return descending ? [...rows].reverse() : [...rows];
  const sign = descending ? -1 : 1;
  return [...rows].sort((a, b) => sign * compare(sort, a, b));
}

/** Whether two regions of different rank show the same value, because values are shown rounded. */
export function roundingHides(ranking: Ranking, lang: Language): boolean {
  return ranking.rows.some((row, index) => {
    const next = ranking.rows[index + 1];
    return (
      next !== undefined &&
      next.rank !== row.rank &&
      formatValue(next.value, ranking.decimals, lang) ===
        formatValue(row.value, ranking.decimals, lang)
    );
  });
}

/** One group per class when the table is sorted by rank, else a single group. */
export function groupRows(ranking: Ranking, sort: SortKey, descending: boolean): RowGroup[] {
  const rows = sortRows(ranking.rows, sort, descending);
  if (sort !== 'plats' || ranking.rows.every((row) => row.class === null)) {
    return [{ class: null, boundary: null, rows }];
  }
  const groups: RowGroup[] = [];
  for (const row of rows) {
    const last = groups.at(-1);
    if (last && last.class === row.class) {
      last.rows.push(row);
      continue;
    }
    const { greenYellow, yellowRed } = ranking.boundaries;
    const boundary =
      row.class === 'green' ? greenYellow : row.class === 'yellow' ? yellowRed : null;
    groups.push({ class: row.class, boundary, rows: [row] });
  }
  return groups;
}
