import type { RankClass, Text } from './types';

export type SourceState = 'current' | 'late' | 'failed' | 'paused' | 'never';
export type Transport = 'push' | 'upload' | 'dropFolder' | 'pull';
export type BatchState = 'running' | 'stored' | 'held' | 'rejected' | 'retracted' | 'failed';
export type Severity = 'error' | 'hold' | 'warning' | 'info' | 'off';
export type CheckState = 'ok' | 'possibleFault' | 'notChecked' | 'accepted';
/** The API says it in both languages or, in some answers, in the one asked for. */
export type Words = Text | string;

export interface Counts {
  read: number;
  stored: number;
  duplicate: number;
  quarantined: number;
  superseded: number;
}
export interface Source {
  id: string;
  name: Text;
  target: string;
  owner: string;
  series: string | null;
  onBadRow: string;
  version: string | number;
  origin: 'shipped' | 'stored' | 'file';
  transport: Transport[];
  schedule: string | null;
  expectedEveryDays: number | null;
  state: SourceState;
  lateDays: number | null;
  lastSuccess: string | null;
  lastAttempt: { import: string | null; at: string; state: BatchState } | null;
  nextRun: string | null;
  rows: Counts | null;
  held: number;
}
export interface SourceDetail extends Source {
  toml: string;
  columns: { to: string; from: string; type: string; unit: string | null }[];
  privacy: unknown;
  checks: { id: string; severity: Severity }[];
  versions: { version: string | number; recordedAt: string; actor: string }[];
}
export interface Finding {
  rule: string;
  severity: Severity;
  rows: number;
  column: string | null;
  message: Words;
  examples: { row: number; column: string | null; raw: string }[];
}
export interface Check {
  rule: string;
  state: CheckState;
  severity: Severity;
  rows: number;
  message: Words;
}
export interface RankMove {
  keyFigure: string;
  year: number;
  region: string;
  rankBefore: number | null;
  rankAfter: number | null;
  classBefore: RankClass | null;
  classAfter: RankClass | null;
}
export interface Affected {
  keyFigure: string;
  region: string;
  year: number;
  before: number | null;
  after: number | null;
}
export interface Receipt {
  id: string;
  source: string;
  sha256: string;
  state: BatchState;
  dryRun: boolean;
  rowsRead: number;
  stored: number;
  duplicate: number;
  quarantined: number;
  superseded: number;
  new: number;
  changed: number;
  held?: number;
  /** Null for what a person decided here: no file came. */
  format: string | null;
  encoding: string | null;
  fileName: string | null;
  bytes: number;
  mappingVersion: string;
  receivedAt: string;
  recordedAt: string | null;
  findings: Finding[];
  checks?: Check[];
  affected: Affected[];
  affectedTotal: number;
  rankMoves: RankMove[];
  rankMovesTotal: number;
  /** Whether the file is kept, and as it came or cleaned of columns. */
  raw?: { kept: boolean; cleaned: boolean; deletedAt: string | null } | null;
  retractedAt?: string;
  retractedBy?: string;
  retractReason?: string;
}
export interface Reject {
  row: number;
  column: string | null;
  raw: string;
  rule: string;
  message: Words;
  record: string;
}
export interface HeldRow {
  row: number;
  rule: string;
  message: Words;
  record: string;
  values: Record<string, unknown>;
  expected: unknown;
}
export interface Running {
  items: {
    source: string;
    fileName: string | null;
    startedAt: string;
    bytes: number;
    bytesRead: number;
    rowsRead: number;
    phase: 'reading' | 'checking' | 'storing';
  }[];
}
export interface Review {
  id: string | number;
  keyFigure: string;
  area: string;
  period: string;
  verified: { value: number | null; by: string; at: string };
  incoming: { value: number | null; source: string; batch: string };
  state: 'open' | 'accepted' | 'declined';
}

export interface TargetField {
  name: string;
  type: string;
  required: boolean;
  choices: string[];
  label: Text;
  unit: string | null;
}
export interface TargetInfo {
  target: string;
  name: Text;
  fields: TargetField[];
  alternatives: string[][];
}
export interface SuggestedColumn {
  name: string;
  samples: string[];
  empty: number;
  looksPersonal: 'personnummer' | 'email' | 'phone' | 'name' | 'registration' | null;
  suggested: { to: string; type: string; unit: string | null; confidence: number } | null;
}
export interface Suggestion {
  format: string;
  encoding: string | null;
  sheets: string[];
  headerRow: number;
  rows: number | null;
  columns: SuggestedColumn[];
  mapping: Mapping;
  toml: string;
  refused?: { rule: string; message: Words } | null;
}
/** A mapping in its JSON form: the same tables as in TOML. */
export type Mapping = Record<string, unknown>;
export interface MappingFault {
  line: number;
  column: number;
  message: Words;
}
export interface MappingCheck {
  valid: boolean;
  faults: MappingFault[];
  toml?: string;
  mapping?: Mapping;
}
export interface Draft {
  id: string;
  toml: string;
  faults: MappingFault[];
}
export interface Preview {
  rowsRead: number;
  shown: { row: number; fields: Record<string, string | number | null>; source: string[] }[];
  faults: { row: number; column: string | null; raw: string; rule: string; message: Words }[];
  totals: { field: string; unit: string | null; sum: number }[];
  unmapped: string[];
  dropped: string[];
  refused: { rule: string; message: Words } | null;
}
