import type { Text } from './types';

export type Level =
  | 'region'
  | 'orgUnit'
  | 'building'
  | 'meter'
  | 'vehicleGroup'
  | 'fuel'
  | 'site'
  | 'gas'
  | 'fraction'
  | 'hauler'
  | 'mode'
  | 'month';

export interface Step {
  level: Level;
  code: string;
  name: string;
}
export interface Child {
  code: string;
  name: string;
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  coverage: number | null;
  share: number | null;
  normalisedValue: number | null;
  flags: string[];
  open: boolean;
}
export interface MonthValue {
  period: string;
  value: number | null;
  numerator: number | null;
  coverage: number | null;
  /** How many of the readings behind it are estimates. */
  estimated: number;
}
export interface FactorUsed {
  item: string;
  measure: string;
  value: number;
  unit: string;
  validFrom: number | string | null;
  carriedForward: boolean;
  source: string;
}
export interface Change {
  at: string;
  import: string | null;
  kind: 'import' | 'correction' | 'factor' | 'retract';
  before: number | null;
  after: number | null;
}
export interface Breakdown {
  keyFigure: string;
  region: string;
  year: number;
  unit: string;
  path: Step[];
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  numeratorUnit: string | null;
  denominatorUnit: string | null;
  coverage: number | null;
  status: string | null;
  /** A person has vouched for the value; who it was is told to those who are signed in. */
  verified: { at: string; by: string | null } | null;
  normalised: { value: number; method: Text; normalYear: string } | null;
  share: number | null;
  childLevel: Level | null;
  children: Child[];
  months: MonthValue[];
  formula: { id: string; version: number | string; text: Text } | null;
  factors: FactorUsed[];
  notes?: { rule: string; message: Text }[];
  imports: {
    id: string;
    source: string;
    fileName: string | null;
    recordedAt: string;
    rows: number;
  }[];
  changes: Change[];
  published: {
    value: number;
    series: string;
    difference: number | null;
    reasons: Text[];
  } | null;
  example: boolean;
}

export type ReadingStep = 'hour' | 'day' | 'month';
export interface MeterReadings {
  meter: string;
  owner: string;
  building: string | null;
  carrier: string | null;
  unit: string;
  step: ReadingStep;
  readings: {
    start: string;
    end: string;
    value: number | null;
    estimated: boolean;
    import: string | null;
  }[];
  total: number | null;
  coverage: number | null;
  flags: string[];
}
