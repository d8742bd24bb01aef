import type { Cell, ComparisonRow, Polarity } from '../api/types';
import { difference } from '../format/number';

export interface Deviation {
  met: boolean;
  gap: number;
}

/** How far a value is from the target; null where the question has no answer. */
export function deviation(
  value: number | null,
  target: number | null | undefined,
  polarity: Polarity,
): Deviation | null {
  if (value === null || target === null || target === undefined || polarity === 'none') return null;
  const left = polarity === 'low' ? difference(value, target) : difference(target, value);
  return { met: left <= 0, gap: Math.abs(left) };
}

export type Change =
  { kind: 'change'; by: number; since: number } | { kind: 'otherSeries' } | { kind: 'none' };

/** The change since the year before it in the table; never across two series. */
export function changeOf(row: ComparisonRow, cell: Cell): Change {
  if (cell.value === null) return { kind: 'none' };
  const earlier = row.cells
    .filter((other) => other.year < cell.year && other.value !== null)
    .sort((a, b) => b.year - a.year)[0];
  if (!earlier || earlier.value === null) return { kind: 'none' };
  if (earlier.series !== cell.series) return { kind: 'otherSeries' };
  return { kind: 'change', by: difference(cell.value, earlier.value), since: earlier.year };
}
