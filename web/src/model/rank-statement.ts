import type { Cell, ComputedRank, PrintedRank, RankClass } from '../api/types';

/** What may be said about the rank of one value: printed and computed are different facts. */
export type RankStatement =
  | { kind: 'both'; rank: number; of: number; class: RankClass | null }
  | { kind: 'differ'; printed: PrintedRank; computed: ComputedRank }
  | { kind: 'printed'; printed: PrintedRank }
  | { kind: 'computed'; computed: ComputedRank; printedEdition: boolean }
  | { kind: 'none' };

export function rankStatement(cell: Pick<Cell, 'printed' | 'computed' | 'series'>): RankStatement {
  const { printed, computed } = cell;
  if (printed && computed) {
    const agree =
      printed.rank === computed.rank &&
      printed.of === computed.of &&
      printed.class === computed.class;
    return agree
      ? { kind: 'both', rank: printed.rank, of: printed.of, class: printed.class }
      : { kind: 'differ', printed, computed };
  }
  if (printed) return { kind: 'printed', printed };
  if (computed) return { kind: 'computed', computed, printedEdition: cell.series === 'printed' };
  return { kind: 'none' };
}

/** The class and rank that a cell is sorted and counted by: the printed one where it exists. */
export function leadingRank(cell: Cell): { rank: number; of: number } | null {
  return cell.printed ?? cell.computed;
}
