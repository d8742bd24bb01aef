/** A text in both languages, as the API gives it. */
export interface Text {
  sv: string;
  en: string;
}
export interface Page<T> {
  page: number;
  limit: number;
  total: number;
  items: T[];
}

export type RankClass = 'green' | 'yellow' | 'red';
export type Scheme = 'thirds' | 'quartiles';
export type Polarity = 'low' | 'high' | 'none';
export type TargetStatus = 'achieved' | 'onTrack' | 'atRisk' | 'offTrack' | 'notAssessable';
export type ValueStatus = 'preliminary' | 'final' | 'revised' | 'estimated';
export type MissingReason =
  'missing' | 'notApplicable' | 'confidential' | 'notPublished' | 'notSubmitted' | 'tooFew';

export interface Accessibility {
  organisation: string;
  service: string;
  compliance: 'fully' | 'partly' | 'not';
  assessed: string;
  updated: string;
  method: Text;
  contactUrl: string;
  contactEmail: string;
  complaintUrl: string;
  inaccessible: Text[];
  disproportionate: Text[];
  outsideLaw: Text[];
}
export interface ApiInfo {
  name: string;
  version: string;
  status: string;
  dataVersion: string;
  released: string;
  documentation: string;
  exampleData: boolean;
  /** People can sign in here. */
  signIn?: boolean;
  years: number[];
  site: { region: string; name: string; accessibility: Accessibility };
}
export interface Region {
  code: string;
  name: string;
  shortName: string;
  county: string;
  koladaId: string;
  iso: string;
  population: { year: number; value: number; source: string } | null;
}
export interface SeriesInfo {
  series: string;
  firstYear: number;
  lastYear: number;
  years: { year: number; n: number }[];
  recordedAt: string;
  label: Text;
}
export interface KeyFigure {
  id: string;
  slug: string;
  name: Text;
  shortName: Text;
  theme: Text;
  unit: string;
  decimals: number;
  polarity: Polarity;
  kind: string;
  definition: Text;
  why: Text;
  bounds: { min: number | null; max: number | null };
  koladaId: string | null;
  inComparison: boolean;
  source: { text: Text; url: string | null; licence: string | Text | null };
  nextPublication: string | null;
  nextPublicationPeriod?: string | null;
  breaks: { year: number; text: Text }[];
  notes: Text[];
  series: SeriesInfo[];
  fetch: { text: Text; command: string } | null;
}
export interface PrintedRank {
  value: number;
  rank: number;
  of: number;
  class: RankClass | null;
}
export interface ComputedRank {
  series: string;
  value: number;
  rank: number;
  of: number;
  tied: number;
  class: RankClass | null;
  scheme: Scheme;
}
export interface Cell {
  year: number;
  value: number | null;
  series: string | null;
  status: ValueStatus | null;
  reason?: MissingReason | null;
  printed: PrintedRank | null;
  computed: ComputedRank | null;
}
export interface Target {
  year: number;
  value: number;
  status: TargetStatus;
  baselineYear: number | null;
  baselineValue: number | null;
  currentYear: number | null;
  currentValue: number | null;
  progress: number | null;
  elapsed: number | null;
  expectedNow: number | null;
  gap: number | null;
  path: string;
  decision: string;
  text: Text | null;
}
export interface ComparisonRow {
  keyFigure: string;
  slug: string;
  name: Text;
  unit: string;
  decimals: number;
  polarity: Polarity;
  cells: Cell[];
  target: Target | null;
  note: Text | null;
}
export interface YearSummary {
  year: number;
  ranked: number;
  green: number;
  yellow: number;
  red: number;
  basis: string;
  achieved: number;
  text: Text;
}
export interface Comparison {
  region: string;
  name: string;
  years: number[];
  scheme: Scheme;
  asOf: string | null;
  summary: YearSummary[];
  rows: ComparisonRow[];
  sources: { series: string; text: Text }[];
  processing: string;
}
export interface BetterClass {
  class: RankClass;
  value: number;
  gap: number;
}
export interface WorseClass {
  class: RankClass;
  value: number;
  margin: number;
}
export interface RankingRow {
  region: string;
  name: string;
  shortName: string;
  value: number;
  status: ValueStatus;
  rank: number;
  tied: number;
  class: RankClass | null;
  toBetterClass: BetterClass | null;
  toWorseClass: WorseClass | null;
  previous: { year: number; value: number; rank: number } | null;
  change: number | null;
  rankChange: number | null;
  printedRank: number | null;
  printed: PrintedRank | null;
}
export interface MissingRow {
  region: string;
  name: string;
  shortName: string;
  reason: MissingReason;
  printed?: PrintedRank | null;
}
export interface Ranking {
  keyFigure: string;
  slug: string;
  name: Text;
  unit: string;
  decimals: number;
  polarity: Polarity;
  year: number;
  series: string | null;
  scheme: Scheme;
  asOf: string | null;
  n: number;
  classSizes: { green: number; yellow: number; red: number };
  limits: { green: number | null; yellow: number | null };
  median: number | null;
  boundaries: { greenYellow: number | null; yellowRed: number | null };
  riket: { value: number; status: ValueStatus } | null;
  rows: RankingRow[];
  missing: MissingRow[];
  differs: Text | null;
  availableYears: { year: number; series: string; n: number }[];
  availableSeries: string[];
  text: Text;
  source: string;
  sourceText?: Text;
  processing: string;
  processingText?: Text;
}
export interface SeriesValue {
  year: number;
  value: number | null;
  series: string | null;
  status: ValueStatus | null;
  reason: MissingReason | null;
}
export interface RegionSeries {
  region: string;
  name: string;
  shortName: string;
  values: SeriesValue[];
}
export interface Band {
  year: number;
  n: number;
  median: number | null;
  greenYellow: number | null;
  yellowRed: number | null;
  low: number | null;
  high: number | null;
}
export interface TargetPath {
  region: string;
  year: number;
  value: number;
  baselineYear: number | null;
  baselineValue: number | null;
  path: string;
  decision: string;
}
export interface ValueSeries {
  keyFigure: string;
  slug: string;
  name: Text;
  unit: string;
  decimals: number;
  polarity: Polarity;
  from: number;
  to: number;
  series: string | null;
  regions: RegionSeries[];
  bands: Band[];
  riket: { year: number; value: number | null }[];
  targets: TargetPath[];
  breaks: { year: number; text: Text }[];
  source: string;
  sourceText?: Text;
  processing: string;
  processingText?: Text;
}
export interface WhatIf {
  keyFigure: string;
  region: string;
  year: number;
  value: number;
  n: number;
  rank: number;
  tied: number;
  class: RankClass | null;
  toBetterClass: BetterClass | null;
  toWorseClass: WorseClass | null;
  today: { value: number; rank: number; class: RankClass | null } | null;
  others: { changedClass: { region: string; name: string; from: RankClass; to: RankClass }[] };
  median: number | null;
  text: Text | null;
}
export interface Observation {
  year: number;
  period: string;
  category: string;
  series: string;
  value: number | null;
  reason: MissingReason | null;
  status: ValueStatus | null;
  numerator: number | null;
  denominator: number | null;
  printedRank: number | null;
  printedOf: number | null;
  recordedAt: string;
  supersededAt: string | null;
  source: string;
  sourceText: Text;
  origin: string | null;
  batch: string;
  row: number | null;
  fileName: string | null;
  sha256: string | null;
}
export interface Observations {
  keyFigure: string;
  region: string;
  items: Observation[];
}
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string;
  instance?: string;
  errors?: { pointer: string; code: string; message: Text }[];
}
