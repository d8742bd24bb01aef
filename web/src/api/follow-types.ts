import type { Effect, Measure, MeasureState } from './plan-types';
import type { Text } from './types';

export interface Source {
  text: string;
  document: string;
}

/** What every part of a plan has; an older version is never lost. */
export interface Item {
  id: string;
  version: number;
  changedAt: string;
  /** Only for those who may see who did it. */
  changedBy?: string;
  source: Source | null;
  example: boolean;
}

export interface FocusArea extends Item {
  name: string;
  position: number;
}
export interface Goal extends Item {
  focusArea: string;
  text: string;
  /** Boards and administrations, as the decision names them. */
  assignedTo: string[];
  mandate: string | null;
  vision: string | null;
  position: number;
}
export interface Fact {
  period: string;
  value: number | null;
  text: string;
  source: Source | string | null;
}
export interface Indicator extends Item {
  goal: string;
  keyFigure: string | null;
  name: string;
  unit: string | null;
  level: 'strategic' | 'tactical' | 'operative';
  weight: number | null;
  facts: Fact[];
}
export interface Decision {
  body: string;
  date: string | null;
  reference: string | null;
}
export interface PlanTarget extends Item {
  indicator: string;
  orgUnit: string | null;
  /** Null: over time. */
  year: number | null;
  value: number | null;
  low: number | null;
  high: number | null;
  direction: 'increase' | 'decrease' | 'keep' | null;
  path: 'linear' | 'step';
  averaging: 1 | 3 | 5;
  baselineYear: number | null;
  baselineValue: number | null;
  decision: Decision | null;
  /** "Ej fastställt": somebody is to decide it. */
  undetermined: boolean;
}
export interface Activity extends Item {
  measure: string;
  name: string;
  due: string | null;
  done: string | null;
  responsible: string | null;
  comment: string | null;
}
export interface StatusUpdate extends Item {
  measure: string;
  date: string;
  text: string;
  state?: MeasureState | null;
  timeliness?: Timeliness | null;
}

export const CRITERIA = [
  'outcome',
  'activities',
  'subgoals',
  'external',
  'supplementary',
  'quality',
] as const;
export type Criterion = (typeof CRITERIA)[number];
export const VERDICTS = ['full', 'partial', 'none', 'notAssessed'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What the machine would say, rule by rule; a person decides. */
export interface Suggestion {
  verdict: Verdict;
  rules: { criterion: Criterion; verdict: Verdict; text: Text }[];
}
export interface AssessmentContent {
  goal: string;
  occasion: string;
  verdict: Verdict;
  motivation: string;
  evidence: { criterion: Criterion; text: string }[];
  decidedBy: string | null;
  date: string | null;
}
export interface Assessment extends Item, AssessmentContent {
  suggestion?: Suggestion | null;
}

export type Timeliness = 'notStarted' | 'onPlan' | 'late' | 'done' | 'cancelled';
export const COLUMNS = ['notStarted', 'ongoing', 'late', 'done', 'cancelled'] as const;
export type Column = (typeof COLUMNS)[number];
export type Role = 'primary' | 'collaborator' | 'dataProvider' | 'contact';

/** A measure with what follows it up. */
export interface Followed extends Measure {
  code: string | null;
  rsMandate: boolean;
  roles: { role: Role; orgUnit: string | null; name?: string | null }[];
  funding: string | null;
  goals: string[];
  manualTimeliness: { status: Timeliness; reason: string } | null;
  mergedWith: string | null;
  timeliness: { status: Timeliness; manual: boolean; reason: string | null; rule: Text | null };
  lastUpdate: { date: string; daysAgo: number } | null;
  activities: { done: number; total: number };
  column: Column;
  nextUpdateDue: string | null;
  effects: Effect[];
  recordedAt: string;
}
export interface FollowedMeasures {
  plan: string;
  items: Followed[];
  example: boolean;
}
export interface PlanView {
  id: string;
  name: string;
  from: number;
  to: number;
  decidedBy: string | null;
  reference: string | null;
  source: Source | null;
  focusAreas: FocusArea[];
  goals: Goal[];
  indicators: Indicator[];
  targets: PlanTarget[];
}
export interface OrgUnit {
  /** The code as an address holds it: "RK/ITD" is "RK-ITD". */
  id: string;
  code: string;
  name: Text;
  parent: string | null;
  kind: string;
}

/** One thing that waits for the signed-in person. */
export interface ToDo {
  kind: 'valueMissing' | 'updateLate' | 'activityDue' | 'assessmentToWrite' | 'reportToAdopt';
  title: Text;
  detail: Text | null;
  due: string | null;
  overdue: boolean;
  href: string;
  orgUnit: string | null;
}
export interface ToDoList {
  items: ToDo[];
  total: number;
  /** Null for whoever cannot be reminded: a key. */
  reminders?: Reminders | null;
}
/** Whether the person is sent the list by e-mail; no address, no mail. */
export interface Reminders {
  on: boolean;
  email: string | null;
}
/** Shown once: how a feed reader reads the list. */
export interface FeedAccess {
  url: string;
  user: string;
  token: string;
}

/** What a plan's workbook would create and change, and what is wrong with it. */
export interface PlanImport {
  plan: string;
  dryRun: boolean;
  summary: { created: number; changed: number; unchanged: number; faults: number };
  changes: {
    sheet: string;
    row: number;
    part: string;
    id: string;
    title: string;
    action: 'create' | 'change';
    columns: string[];
  }[];
  faults: {
    sheet: string | null;
    row: number;
    column: string | null;
    code: string;
    value: string;
    message: { sv: string; en: string };
  }[];
}
