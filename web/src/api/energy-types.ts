import type { Text } from './types';

/** Why kWh/m² changed can't be said, and why not. */
export interface UseChangeRefused {
  refused: Text;
}

/** Why kWh/m² changed between two years; the parts add up to the change. */
export interface UseChange {
  refused: null;
  from: number;
  to: number;
  unit: string;
  before: number;
  after: number;
  change: number;
  parts: { weather: number; area: number; use: number };
  text: Text;
  limits: Text[];
}

export interface MeterFindings {
  meter: string;
  carrier: string;
  missingHours: number;
  gapCount: number;
  flatCount: number;
  flatLines: { start: string; end: string; kwh: number }[];
  levelShift: { at: string; before: number; after: number } | null;
}
export interface IdleBuilding {
  code: string;
  name: string;
  orgUnit: string;
  /** kWh per hour, but `aboveBase` in kWh; null without hourly electricity. */
  baseLoad: {
    base: number;
    aboveBase: number;
    kronor: number | null;
    working: number | null;
    night: number | null;
    weekend: number | null;
    nightShare: number | null;
    weekendShare: number | null;
  } | null;
  meters: MeterFindings[];
}
export interface IdleUse {
  price: { value: number; unit: string; validFrom: number | null; source: string } | null;
  method: Text;
  limits: Text[];
  total: number;
  buildings: IdleBuilding[];
}

export interface Signature {
  building: string;
  name: string;
  year: number;
  /** kWh a day, and for each degree day a day. */
  baseLoad: number;
  slope: number;
  /** Degree days a day; null for a straight line. */
  changePoint: number | null;
  rSquared: number;
  cvRmse: number;
  /** kWh: measured, and in a normal year by the signature and by the ratio of degree days. */
  raw: number;
  normalYear: number;
  byDegreeDays: number;
  text: Text;
  method: Text;
  months: { period: string; degreeDays: number; use: number; fitted: number }[];
}
