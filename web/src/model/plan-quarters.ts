import type { Followed } from '../api/follow-types';

/** A quarter as a whole number: years times four, plus 0 to 3. */
export type Quarter = number;

const MOST = 40;

/** Of "2025-05", "2025-05-31" or "2025"; a year begins in its first and ends in its last. */
export function quarterOf(text: string | null, edge: 'start' | 'end'): Quarter | null {
  const found = /^(\d{4})(?:-(\d\d))?/.exec(text ?? '');
  if (!found) return null;
  const month = found[2] ? Number(found[2]) : edge === 'start' ? 1 : 12;
  if (month < 1 || month > 12) return null;
  return Number(found[1]) * 4 + Math.floor((month - 1) / 3);
}

export const yearOf = (quarter: Quarter): number => Math.floor(quarter / 4);
export const partOf = (quarter: Quarter): number => (quarter % 4) + 1;

export interface TimelineRow {
  measure: Followed;
  from: Quarter | null;
  to: Quarter | null;
}
export interface Timeline {
  quarters: Quarter[];
  rows: TimelineRow[];
  /** Those of which no date is known. */
  undated: Followed[];
}

/** Every quarter of the plan's years and where each measure lies, the first to end first. */
export function timelineOf(measures: readonly Followed[], from: number, to: number): Timeline {
  const rows = measures.map((measure) => ({
    measure,
    from: quarterOf(measure.start, 'start'),
    to: quarterOf(measure.end, 'end'),
  }));
  const dated = rows.filter((row) => row.from !== null || row.to !== null);
  const edges = dated.flatMap((row) => [row.from, row.to]).filter((edge) => edge !== null);
  const first = Math.min(from * 4, ...edges);
  const last = Math.min(Math.max(to * 4 + 3, ...edges), first + MOST - 1);
  return {
    quarters: Array.from({ length: last - first + 1 }, (_, index) => first + index),
    rows: dated.sort((a, b) => (a.to ?? Infinity) - (b.to ?? Infinity)),
    undated: rows.filter((row) => row.from === null && row.to === null).map((row) => row.measure),
  };
}

/** What a measure does in a quarter. Only one end known: only that quarter is told of. */
export function inQuarter(row: TimelineRow, quarter: Quarter): 'during' | 'ends' | null {
  if (row.to === quarter) return 'ends';
  const from = row.from ?? row.to;
  const to = row.to ?? row.from;
  return from !== null && to !== null && quarter >= from && quarter < to
    ? 'during'
    : row.from === quarter
      ? 'during'
      : null;
}
