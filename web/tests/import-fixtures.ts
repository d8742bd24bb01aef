import type { Breakdown } from '../src/api/drill-types';
import type { Receipt, Source, Suggestion, TargetInfo } from '../src/api/import-types';
import type { Permission, Session } from '../src/api/session-types';

const text = (sv: string, en = sv) => ({ sv, en });

const ALL: Permission[] = [
  'import.send',
  'import.read',
  'import.retract',
  'held.release',
  'review.decide',
  'source.read',
  'source.add',
  'source.edit',
  'drilldown.detail',
];

export const session = (may: Permission[] = ALL): Session => ({
  user: {
    name: 'anna',
    displayName: 'Anna Berg',
    role: 'coordinator',
    roleName: text('Dataansvarig', 'Data coordinator'),
  },
  csrfToken: 'bevis',
  idleExpiresAt: '2026-11-22T13:30:00Z',
  expiresAt: '2026-11-22T23:00:00Z',
  may,
});

export const source = (changes: Partial<Source> = {}): Source => ({
  id: 'property-energy',
  name: text('Energiavläsningar', 'Energy readings'),
  target: 'energyReading',
  owner: '13',
  series: null,
  onBadRow: 'quarantine',
  version: 3,
  origin: 'stored',
  transport: ['upload', 'push'],
  schedule: null,
  expectedEveryDays: 31,
  state: 'current',
  lateDays: null,
  lastSuccess: '2026-11-21T03:10:00Z',
  lastAttempt: { import: '01A', at: '2026-11-21T03:10:00Z', state: 'stored' },
  nextRun: null,
  rows: { read: 1200, stored: 1196, duplicate: 0, quarantined: 4, superseded: 3 },
  held: 0,
  ...changes,
});

export const receipt = (changes: Partial<Receipt> = {}): Receipt => ({
  id: '01A',
  source: 'property-energy',
  sha256: 'abc123',
  state: 'stored',
  dryRun: false,
  rowsRead: 1200,
  stored: 1196,
  duplicate: 0,
  quarantined: 4,
  superseded: 3,
  new: 1193,
  changed: 3,
  held: 0,
  format: 'csv',
  encoding: 'windows-1252',
  fileName: 'oktober.csv',
  bytes: 46_800,
  mappingVersion: '3',
  receivedAt: '2026-11-21T03:10:00Z',
  recordedAt: '2026-11-21T03:10:04.2Z',
  findings: [
    {
      rule: 'flat-line',
      severity: 'warning',
      rows: 480,
      column: null,
      message: text('Samma värde länge.'),
      examples: [],
    },
    {
      rule: 'negative-quantity',
      severity: 'error',
      rows: 4,
      column: 'Volym',
      message: text('Mängden är negativ.'),
      examples: [{ row: 12, column: 'Volym', raw: '-12,4' }],
    },
  ],
  checks: [],
  affected: [],
  affectedTotal: 0,
  rankMoves: [],
  rankMovesTotal: 0,
  ...changes,
});

const field = (name: string, type = 'text', required = false, choices: string[] = []) => ({
  name,
  type,
  required,
  choices,
  label: text(`sv ${name}`, `en ${name}`),
  unit: null,
});

export const fuelTarget: TargetInfo = {
  target: 'fuelTransaction',
  name: text('Drivmedelsköp', 'Fuel purchases'),
  fields: [
    field('date', 'date', true),
    field('vehicleGroup', 'choice', false, ['pool', 'ambulance']),
    field('vehicle'),
    field('fuel', 'text', true),
    field('quantity', 'decimal', true),
    field('unit', 'choice', true, ['l', 'kg']),
  ],
  alternatives: [['vehicleGroup', 'vehicle']],
};

export const energyTarget: TargetInfo = {
  target: 'energyReading',
  name: text('Energiavläsning', 'Energy reading'),
  fields: [
    field('meter', 'text', true),
    field('start', 'time'),
    field('end', 'time', true),
    field('quantity', 'decimal', true),
    field('unit', 'choice', true, ['kWh', 'MWh']),
  ],
  alternatives: [],
};

/** A file with a column a month, of which the server has only recognised the unit. */
export const wideSuggestion = (): Suggestion => ({
  ...suggestion(),
  columns: [
    ['Mätp.nr', 'VB-1'],
    ['Enh', 'MWh'],
    ['jan-24', '41,2'],
    ['feb-24', '38,9'],
    ['maj-24', '30,4'],
    ['Summa', '110,5'],
  ].map(([name = '', sample = '']) => ({
    name,
    samples: [sample],
    empty: 0,
    looksPersonal: null,
    suggested: name === 'Enh' ? { to: 'unit', type: 'choice', unit: null, confidence: 0.95 } : null,
  })),
  mapping: { source: { format: 'csv' }, field: [{ to: 'unit', from: 'Enh' }] },
});

export const suggestion = (): Suggestion => ({
  format: 'csv',
  encoding: 'utf-8',
  sheets: [],
  headerRow: 1,
  rows: 3,
  columns: [
    {
      name: 'Datum',
      samples: ['2024-10-01'],
      empty: 0,
      looksPersonal: null,
      suggested: { to: 'date', type: 'date', unit: null, confidence: 0.95 },
    },
    {
      name: 'Förare',
      samples: ['A*** B***'],
      empty: 0,
      looksPersonal: 'name',
      suggested: null,
    },
    {
      name: 'Grupp',
      samples: ['pool', 'Ambulans'],
      empty: 0,
      looksPersonal: null,
      suggested: { to: 'vehicleGroup', type: 'choice', unit: null, confidence: 0.6 },
    },
    {
      name: 'Produkt',
      samples: ['HVO100'],
      empty: 0,
      looksPersonal: null,
      suggested: { to: 'fuel', type: 'text', unit: null, confidence: 0.9 },
    },
    {
      name: 'Volym',
      samples: ['52,1'],
      empty: 0,
      looksPersonal: null,
      suggested: { to: 'quantity', type: 'decimal', unit: 'l', confidence: 0.9 },
    },
    { name: 'Belopp', samples: ['1 021,20'], empty: 0, looksPersonal: null, suggested: null },
  ],
  mapping: {
    mapping: { id: 'förslag', version: 1, target: 'fuelTransaction' },
    source: { format: 'csv', csv: { delimiter: ';' } },
    field: [
      { to: 'date', from: 'Datum', format: 'YYYY-MM-DD' },
      { to: 'quantity', from: ['Volym'], unit: 'l', min: 0 },
    ],
  },
  toml: '[mapping]\nid = "förslag"\n',
});

export const breakdown = (changes: Partial<Breakdown> = {}): Breakdown => ({
  keyFigure: 'energy-use-premises',
  region: '13',
  year: 2024,
  unit: 'kWh/m²',
  path: [{ level: 'region', code: '13', name: 'Region Halland' }],
  value: 187.9,
  numerator: 72_560_000,
  denominator: 386_162,
  numeratorUnit: 'kWh',
  denominatorUnit: 'm²',
  coverage: 0.98,
  status: 'preliminary',
  verified: null,
  normalised: null,
  share: 1,
  childLevel: 'orgUnit',
  children: [
    {
      code: 'FTV',
      name: 'Folktandvården',
      value: null,
      numerator: 2_040_000,
      denominator: null,
      coverage: 0.91,
      share: 0.03,
      normalisedValue: null,
      flags: ['gap'],
      open: false,
    },
    {
      code: 'RGS',
      name: 'Regionservice',
      value: 188.2,
      numerator: 62_400_000,
      denominator: 331_562,
      coverage: 1,
      share: 0.86,
      normalisedValue: 184.4,
      flags: [],
      open: true,
    },
  ],
  months: [{ period: '2024-01', value: null, numerator: 240_000, coverage: 1, estimated: 744 }],
  formula: { id: 'energy', version: 2, text: text('El + värme, delat med area.') },
  factors: [],
  imports: [
    {
      id: '01A',
      source: 'property-energy',
      fileName: 'oktober.csv',
      recordedAt: '2026-11-21T03:10:04Z',
      rows: 1196,
    },
  ],
  changes: [
    { at: '2026-11-21T03:10:04Z', import: '01A', kind: 'import', before: 188.2, after: 187.9 },
  ],
  published: null,
  example: false,
  ...changes,
});

export type Answers = Record<string, unknown>;
export interface Asked {
  method: string;
  url: string;
  body: string;
  headers: Headers;
}

/** A server that answers by method and the beginning of the address, and remembers what it was asked. */
export function server(answers: Answers): { fetch: typeof fetch; asked: Asked[] } {
  const asked: Asked[] = [];
  const answer = async (input: RequestInfo | URL, init: RequestInit = {}) => {
    const method = init.method ?? 'GET';
    const url = String(input);
    asked.push({ method, url, body: String(init.body ?? ''), headers: new Headers(init.headers) });
    const known = Object.keys(answers)
      .filter((key) => `${method} ${url}`.startsWith(key))
      .sort((a, b) => b.length - a.length)[0];
    if (known === undefined) return new Response('{"title":"Saknas"}', { status: 404 });
    const found = answers[known];
    return found instanceof Response ? found.clone() : new Response(JSON.stringify(found));
  };
  return { fetch: answer as typeof fetch, asked };
}

export const page = <T>(items: T[]) => ({ page: 1, limit: 1000, total: items.length, items });
