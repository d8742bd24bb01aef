import type { Polarity, RankClass, Scheme, Text, ValueStatus } from './types';

/** A probability for each class; they sum to one. */
export type ClassProbability = Record<RankClass, number>;

export interface OfFigure {
  keyFigure: string;
  slug: string;
  name: Text;
  unit: string;
  decimals: number;
  polarity: Polarity;
  series: string | null;
  source?: string;
  sourceText?: Text;
  processing?: string;
  processingText?: Text;
}
export interface RegionName {
  region: string;
  name: string;
}

export interface CertaintyRow extends RegionName {
  value: number;
  status?: ValueStatus;
  rank: number;
  rankLow: number;
  rankHigh: number;
  class: RankClass | null;
  classProbability: ClassProbability | null;
  sure: boolean | null;
}
export interface Certainty extends OfFigure {
  year: number;
  scheme: Scheme;
  asOf: string | null;
  n: number;
  draws: number;
  seed: number;
  /** What share of the draws the interval of ranks holds. */
  level: number;
  errors: {
    rounding: number | null;
    revision: { pairs: number; scale: number; kind: 'relative' | 'absolute' } | null;
    text: Text;
  };
  rows: CertaintyRow[];
  text: Text;
}

export interface MovementParts {
  own: number;
  others: number;
  revisions: number;
  membership: number;
}
export interface Movement extends OfFigure {
  region: string;
  regionName: string;
  from: number;
  to: number;
  scheme: Scheme;
  rankFrom: number | null;
  rankTo: number | null;
  /** Below 0 is better. */
  change: number | null;
  nFrom: number | null;
  nTo: number | null;
  valueFrom: number | null;
  valueTo: number | null;
  classFrom: RankClass | null;
  classTo: RankClass | null;
  /** Null where the other regions' values are missing: `text` says why. */
  parts: MovementParts | null;
  overtook: RegionName[];
  overtakenBy: RegionName[];
  joined: RegionName[];
  left: RegionName[];
  revised: (RegionName & { year: number; published: number | null; today: number | null })[];
  asPublished: { rankFrom: number | null; rankTo: number | null } | null;
  today: { rankFrom: number | null; rankTo: number | null } | null;
  printed?: { rankFrom: number | null; rankTo: number | null } | null;
  text: Text;
}

export interface YearAndValue {
  year: number;
  value: number;
}
export interface ForecastPoint extends YearAndValue {
  low: number;
  high: number;
}
export interface MethodError {
  id: string;
  text: Text;
  meanAbsoluteError: number | null;
  scaledError: number | null;
  chosen: boolean;
}
export interface ForecastRank {
  rank: number;
  rankLow: number;
  rankHigh: number;
  n: number;
  class: RankClass | null;
  classProbability: ClassProbability | null;
}
export interface Forecast extends OfFigure {
  region: string;
  regionName: string;
  year: number;
  scheme: Scheme;
  value: number | null;
  interval: { level: number; low: number; high: number } | null;
  target: (YearAndValue & { decision?: string | null }) | null;
  /** Of reaching the target in its own year. */
  targetProbability: number | null;
  outlook?: 'achieved' | 'onTrack' | 'atRisk' | 'offTrack' | null;
  outlookText?: Text | null;
  outlookRule?: Text;
  /** The name of the series that the forecast rests on. */
  seriesText?: Text | null;
  method: string | null;
  methodText: Text | null;
  points: number;
  history: YearAndValue[];
  means?: { years: number; values: YearAndValue[] }[];
  path: ForecastPoint[];
  requiredPace: number | null;
  latest: YearAndValue | null;
  seriesBreak: number | null;
  methods: MethodError[];
  beatsLastValue: boolean | null;
  beatsStraightLine: boolean | null;
  comparedOn: { series: number; forecasts: number; years: number[] } | null;
  rank: ForecastRank | null;
  /** Why there is no forecast, in words; then there is no value. */
  refused: Text | null;
  text: Text;
}

export interface SimilarRegion extends RegionName {
  distance: number;
  value: number | null;
  rank: number | null;
  class: RankClass | null;
  history: YearAndValue[];
}
export interface Feature {
  id: string;
  text: Text;
  year: number | null;
}
export interface SimilarRegions extends OfFigure {
  region: string;
  year: number | null;
  regionName?: string;
  scheme?: Scheme;
  features: Feature[];
  missingFeatures: Feature[];
  own?: SimilarRegion;
  regions: SimilarRegion[];
  text: Text;
}
