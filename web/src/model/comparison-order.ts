import type { ComparisonRow } from '../api/types';
import { leadingRank } from './rank-statement';

/** How far down the list the region stood in the latest year with a rank; 0 when never ranked. */
export function standing(row: ComparisonRow): number {
  const ranked = [...row.cells]
    .sort((a, b) => b.year - a.year)
    .map(leadingRank)
    .find((rank) => rank !== null);
  return ranked ? ranked.rank / ranked.of : 0;
}

/** Rows of one theme together, themes in the order they first come. */
export function byTheme(
  rows: readonly ComparisonRow[],
  themeOf: (row: ComparisonRow) => string,
): ComparisonRow[] {
  const themes = [...new Set(rows.map(themeOf))];
  return themes.flatMap((theme) => rows.filter((row) => themeOf(row) === theme));
}

/** Worst rank first; rows that stand equally keep their order. */
export const worstFirst = (rows: readonly ComparisonRow[]): ComparisonRow[] =>
  [...rows].sort((a, b) => standing(b) - standing(a));
