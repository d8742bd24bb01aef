import type {
  BatchState,
  CheckState,
  Finding,
  Receipt,
  Severity,
  SourceState,
} from '../api/import-types';
import type { TagKind } from '../components/tag';

export const SOURCE_TAGS: Record<SourceState, TagKind> = {
  current: 'good',
  late: 'wait',
  failed: 'bad',
  paused: 'off',
  never: 'plain',
};
export const BATCH_TAGS: Record<BatchState, TagKind> = {
  running: 'plain',
  stored: 'good',
  held: 'wait',
  rejected: 'bad',
  retracted: 'off',
  failed: 'bad',
};
export const CHECK_TAGS: Record<CheckState, TagKind> = {
  ok: 'good',
  possibleFault: 'wait',
  notChecked: 'off',
  accepted: 'plain',
};
export const SEVERITY_TAGS: Record<Severity, TagKind> = {
  error: 'bad',
  hold: 'wait',
  warning: 'wait',
  info: 'plain',
  off: 'off',
};

const ORDER: Severity[] = ['error', 'hold', 'warning', 'info', 'off'];

/** The gravest first, then those that concern most rows. */
export const gravestFirst = (findings: readonly Finding[]): Finding[] =>
  [...findings].sort(
    (a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity) || b.rows - a.rows,
  );

/** Late and failed sources first: they are why one looks. */
const URGENCY: SourceState[] = ['failed', 'late', 'current', 'paused', 'never'];
export const urgentFirst = <T extends { state: SourceState }>(sources: readonly T[]): T[] =>
  [...sources].sort((a, b) => URGENCY.indexOf(a.state) - URGENCY.indexOf(b.state));

/** What can be taken back: an import that put something in. */
export const canRetract = (receipt: Receipt): boolean =>
  receipt.state === 'stored' || receipt.state === 'held';

/** The file was read under this very mapping and what it gave holds: nothing would change. */
export const wouldRepeat = (receipt: Receipt, version: string | number): boolean =>
  receipt.mappingVersion === String(version) && canRetract(receipt);

export type Interval = 'day' | 'week' | 'month' | 'twoMonths' | 'quarter' | 'year';
const INTERVALS: readonly (readonly [most: number, least: number, name: Interval])[] = [
  [1, 1, 'day'],
  [9, 7, 'week'],
  [38, 28, 'month'],
  [66, 58, 'twoMonths'],
  [105, 88, 'quarter'],
  [410, 360, 'year'],
];

/** What people call so many days; null: the days themselves say it best. */
export const intervalOf = (days: number): Interval | null =>
  INTERVALS.find(([most, least]) => days >= least && days <= most)?.[2] ?? null;

/** Seconds between taking a file in and having it safely stored. */
export function secondsOf(receipt: Receipt): number | null {
  if (!receipt.recordedAt) return null;
  const seconds = (Date.parse(receipt.recordedAt) - Date.parse(receipt.receivedAt)) / 1000;
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : null;
}
