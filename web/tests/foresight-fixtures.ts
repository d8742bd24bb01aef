import type { Certainty, CertaintyRow, Forecast, Movement } from '../src/api/foresight-types';

const text = (sv: string, en = sv) => ({ sv, en });

const ofFigure = {
  keyFigure: 'energy-use-premises',
  slug: 'energi',
  name: text('Energianvändning i lokaler', 'Energy use in premises'),
  unit: 'kWh/m²',
  decimals: 0,
  polarity: 'low' as const,
  series: 'kolada',
  processing: 'Egen bearbetning',
};

export const certainRow = (changes: Partial<CertaintyRow> = {}): CertaintyRow => ({
  region: '13',
  name: 'Region Halland',
  value: 188,
  rank: 12,
  rankLow: 11,
  rankHigh: 13,
  class: 'yellow',
  classProbability: { green: 0, yellow: 0.98, red: 0.02 },
  sure: true,
  ...changes,
});

export const certainty = (rows: CertaintyRow[], changes: Partial<Certainty> = {}): Certainty => ({
  ...ofFigure,
  year: 2023,
  scheme: 'thirds',
  asOf: null,
  n: 21,
  draws: 100_000,
  seed: 1,
  level: 0.8,
  errors: { rounding: 0.5, revision: null, text: text('Avrundning: ±0,5.') },
  rows,
  text: text('Region Halland har plats 12 av 21.'),
  ...changes,
});

export const movement = (changes: Partial<Movement> = {}): Movement => ({
  ...ofFigure,
  region: '13',
  regionName: 'Region Halland',
  from: 2017,
  to: 2023,
  scheme: 'thirds',
  rankFrom: 12,
  rankTo: 17,
  change: 5,
  nFrom: 21,
  nTo: 21,
  valueFrom: 199,
  valueTo: 184,
  classFrom: 'yellow',
  classTo: 'red',
  parts: { own: -4, others: 8, revisions: 1, membership: 0 },
  overtook: [],
  overtakenBy: [{ region: '14', name: 'Västra Götalandsregionen' }],
  joined: [],
  left: [],
  revised: [],
  asPublished: { rankFrom: 12, rankTo: 16 },
  today: { rankFrom: 12, rankTo: 17 },
  text: text('Region Halland gick från plats 12 till 17.'),
  ...changes,
});

export const forecast = (changes: Partial<Forecast> = {}): Forecast => ({
  ...ofFigure,
  region: '13',
  regionName: 'Region Halland',
  year: 2026,
  scheme: 'thirds',
  value: 181.2,
  interval: { level: 0.8, low: 173.1, high: 189.4 },
  target: { year: 2026, value: 176 },
  targetProbability: 0.18,
  method: 'straightLine',
  methodText: text('rak linje', 'straight line'),
  points: 4,
  history: [
    { year: 2017, value: 199 },
    { year: 2024, value: 188 },
  ],
  path: [
    { year: 2025, value: 183, low: 176, high: 190 },
    { year: 2026, value: 181.2, low: 173.1, high: 189.4 },
  ],
  requiredPace: -6,
  latest: { year: 2024, value: 188 },
  seriesBreak: null,
  methods: [
    {
      id: 'lastValue',
      text: text('senaste värdet'),
      meanAbsoluteError: 5,
      scaledError: 1.2,
      chosen: false,
    },
    {
      id: 'straightLine',
      text: text('rak linje'),
      meanAbsoluteError: 4,
      scaledError: 0.9,
      chosen: true,
    },
  ],
  beatsLastValue: true,
  beatsStraightLine: false,
  comparedOn: { series: 12, forecasts: 180, years: [2015, 2022] },
  rank: null,
  refused: null,
  text: text('Nuvarande takt ger 181 år 2026.'),
  ...changes,
});
