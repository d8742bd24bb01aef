import type { OfFigure } from './foresight-types';
import type { RankClass, Scheme, Text } from './types';

export type MeasureState =
  | 'proposed'
  | 'investigated'
  | 'decided'
  | 'ongoing'
  | 'done'
  | 'verified'
  | 'cancelled'
  | 'postponed';

export interface Plan {
  id: string;
  name: string;
  from: number;
  to: number;
  source: { text: string; document: string } | null;
}

export interface Effect {
  keyFigure: string;
  change: number;
  fromYear: number;
  fullYear: number;
  confidence: 'high' | 'medium' | 'low';
}

/** What somebody wrote about a measure. */
export interface MeasureContent {
  name: string;
  description: string;
  state: MeasureState;
  orgUnit: string | null;
  start: string | null;
  end: string | null;
  investment: number | null;
  annualCost: number | null;
  annualSaving: number | null;
  lifetime: number | null;
  co2eTonnes: number | null;
  overlapGroup: string | null;
  effects: Effect[];
  source: { text: string; document: string };
  example: boolean;
}

export interface Measure extends MeasureContent {
  id: string;
  version: number;
  annualised: number | null;
  costPerTonne: number | null;
  costPerUnit: { keyFigure: string; value: number }[];
  /** What is needed for a cost per tonne. */
  missing: Text[];
}
export interface Measures {
  plan: string;
  name?: string;
  items: Measure[];
  discountRate: number;
  example: boolean;
}

/** A named choice of measures and values: assumptions, never facts. */
export interface SavedScenario {
  id: string;
  plan: string;
  name: string;
  keyFigure: string;
  slug: string | null;
  region: string;
  year: number;
  measures: string[];
  values: Record<string, number>;
  savedBy: string;
  savedAt: string;
}

export interface CostCurve {
  discountRate?: number;
  steps: {
    id: string;
    name: string;
    tonnes: number;
    costPerTonne: number;
    from: number;
    to: number;
    annualCost: number;
  }[];
  apart: { id: string; name: string; missing: Text[] }[];
  text: Text;
}
export interface BestSet {
  frame: number;
  chosen: string[];
  investment: number;
  tonnes: number;
  costPerTonne: number | null;
  notChosen: unknown[];
  text: Text;
}

/** Where a key figure may be in a year. */
export interface Coming {
  value: number | null;
  low: number | null;
  high: number | null;
  rank: number | null;
  rankLow: number | null;
  rankHigh: number | null;
  class: RankClass | null;
  targetProbability: number | null;
}
export interface ScenarioRow extends Omit<OfFigure, 'series'> {
  today: {
    year: number;
    value: number;
    rank: number | null;
    of: number | null;
    class: RankClass | null;
  } | null;
  without: Coming | null;
  with: Coming | null;
  target: { year: number; value: number } | null;
  effects: { measure: string; change: number }[];
}
export interface Scenario {
  year: number;
  scheme?: Scheme;
  measures: string[];
  rows: ScenarioRow[];
  co2eTonnes: number | null;
  investment: number | null;
  annualCost: number | null;
  assumption: Text;
}
