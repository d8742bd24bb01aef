import type { RankClass, Text } from './types';

export type ReportState = 'draft' | 'ready' | 'adopted';

export interface LockedVersion {
  version: number;
  lockedAt: string;
  asOf: string;
  draft: number;
  reason: string | null;
  lockedBy?: string;
  sha256: { html: string; xlsx: string; json: string };
}

export interface ReportEntry {
  id: string;
  title: Text;
  state: ReportState;
  stateText: Text;
  version?: number;
  versions: LockedVersion[];
}

export interface SignOff {
  body: string;
  name: string;
  date: string;
  reference: string;
}

/** What people write. */
export interface ReportDraft {
  summary: string;
  comments: Record<string, string>;
  goalComments: Record<string, string>;
  signOff: SignOff;
}

export interface PrintedCell {
  value: string;
  missing: boolean;
  place: string | null;
  class: RankClass | null;
  classText: string | null;
  computed: string | null;
  computedClass: RankClass | null;
  computedText: string | null;
}

export interface ReportFigure {
  keyFigure: string;
  name: Text;
  year: number | null;
  value: string | null;
  rank: Text;
  target: Text;
  outlook: Text;
  certainty: Text;
  comment: string;
}

export interface ReportGoal {
  id: string;
  text: string;
  verdictText: Text;
  motivation: string;
  comment: string;
}

/** A report, live or locked. */
export interface Report extends ReportDraft {
  plan: string;
  planName: string;
  id: string;
  title: Text;
  state: ReportState;
  version: number;
  lock: { version: number; reason: string | null } | null;
  asOf: string;
  example: boolean;
  table: {
    heading: string;
    columns: string[];
    targetHeading: string;
    rows: { keyFigure: string; name: string; cells: PrintedCell[]; target: string | null }[];
    notes: string[];
  };
  figures: ReportFigure[];
  goals: ReportGoal[];
  measures: {
    id: string;
    name: string;
    stateText: Text;
    timelinessText: Text;
    orgUnit: string | null;
    start: string | null;
    end: string | null;
    example: boolean;
  }[];
  method: { label: Text; text: Text }[];
  sources: Text[];
  missing: { kind: string; id: string | null; text: Text }[];
}

export interface ReportDifferences {
  with: string;
  version: number;
  total: number;
  items: {
    kind: string;
    id: string | null;
    field: string;
    label: Text;
    before: string;
    after: string;
  }[];
}
