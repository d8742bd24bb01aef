import type {
  Activity,
  Assessment,
  FocusArea,
  Followed,
  Goal,
  Indicator,
  PlanTarget,
  PlanView,
  StatusUpdate,
} from '../src/api/follow-types';
import type { Session } from '../src/api/session-types';
import { session } from './import-fixtures';

const item = (id: string, version = 1) => ({
  id,
  version,
  changedAt: '2026-11-20T08:00:00Z',
  source: { text: 'Exempel', document: 'exempel.pdf' },
  example: true,
});

export const area = (id: string, name: string, position: number): FocusArea => ({
  ...item(id),
  name,
  position,
});
export const goal = (id: string, focusArea: string, more: Partial<Goal> = {}): Goal => ({
  ...item(id),
  focusArea,
  text: `Målet ${id}`,
  assignedTo: ['Regionstyrelsen', 'samtliga driftnämnder'],
  mandate: null,
  vision: null,
  position: 1,
  ...more,
});
export const indicator = (id: string, of: string, more: Partial<Indicator> = {}): Indicator => ({
  ...item(id),
  goal: of,
  keyFigure: null,
  name: `Indikatorn ${id}`,
  unit: '%',
  level: 'strategic',
  weight: null,
  facts: [{ period: '2024', value: 32, text: 'Exempel', source: null }],
  ...more,
});
export const target = (id: string, of: string, more: Partial<PlanTarget> = {}): PlanTarget => ({
  ...item(id),
  indicator: of,
  orgUnit: null,
  year: 2026,
  value: 70,
  low: null,
  high: null,
  direction: 'increase',
  path: 'linear',
  averaging: 1,
  baselineYear: 2022,
  baselineValue: 10,
  decision: { body: 'Regionfullmäktige', date: '2023-02-01', reference: 'EX 1' },
  undetermined: false,
  ...more,
});

export const measure = (id: string, more: Partial<Followed> = {}): Followed => ({
  id,
  version: 3,
  recordedAt: '2026-11-20T08:00:00Z',
  name: `Åtgärden ${id}`,
  description: 'Exempel på en åtgärd.',
  state: 'ongoing',
  orgUnit: 'RGS',
  start: '2024-01',
  end: '2026-06',
  investment: 1_000_000,
  annualCost: null,
  annualSaving: null,
  lifetime: null,
  co2eTonnes: null,
  overlapGroup: null,
  effects: [],
  source: { text: 'Exempel', document: 'exempel.pdf' },
  example: true,
  annualised: null,
  costPerTonne: null,
  costPerUnit: [],
  missing: [{ sv: 'Livslängd.', en: 'Lifetime.' }],
  code: 'Å1',
  rsMandate: false,
  roles: [{ role: 'contact', orgUnit: 'RK', name: 'Enheten för hållbarhet' }],
  funding: null,
  goals: ['resor'],
  manualTimeliness: null,
  mergedWith: null,
  timeliness: {
    status: 'onPlan',
    manual: false,
    reason: null,
    rule: { sv: 'Slutdatum är inte passerat.', en: 'The end date has not passed.' },
  },
  lastUpdate: { date: '2026-11-01', daysAgo: 22 },
  activities: { done: 3, total: 7 },
  column: 'ongoing',
  nextUpdateDue: '2027-01-31',
  ...more,
});

export const plan = (more: Partial<PlanView> = {}): PlanView => ({
  id: 'exempelplan',
  name: 'Exempelplan för regionens klimatarbete',
  from: 2023,
  to: 2026,
  decidedBy: 'Regionstyrelsen',
  reference: 'EX 2023',
  source: { text: 'Exempel', document: 'exempel.pdf' },
  focusAreas: [area('resor', 'Resor och transporter', 1), area('energi', 'Energi', 2)],
  goals: [
    goal('resor', 'resor', { text: 'Fossilfria resor i tjänsten', vision: 'En målbild.' }),
    goal('energi', 'energi', { text: 'Mindre energi per kvadratmeter' }),
  ],
  indicators: [
    indicator('hvo', 'resor', { keyFigure: 'hvo100-share-ambulances', name: 'Andel HVO100' }),
    indicator('laddpunkter', 'resor', { name: 'Laddpunkter', unit: null, level: 'operative' }),
    indicator('kwh', 'energi', { name: 'Energi per kvadratmeter', unit: 'kWh/m²', facts: [] }),
  ],
  targets: [
    target('hvo-2026', 'hvo'),
    target('kwh-2026', 'kwh', { value: null, undetermined: true }),
  ],
  ...more,
});

export const activity = (id: string, more: Partial<Activity> = {}): Activity => ({
  ...item(id),
  measure: 'a1',
  name: `Aktiviteten ${id}`,
  due: '2026-05-31',
  done: null,
  responsible: 'Fordonsgruppen',
  comment: null,
  ...more,
});
export const update = (id: string, more: Partial<StatusUpdate> = {}): StatusUpdate => ({
  ...item(id),
  measure: 'a1',
  date: '2026-11-01',
  text: 'Upphandlingen är klar.',
  state: null,
  timeliness: null,
  ...more,
});
export const assessment = (more: Partial<Assessment> = {}): Assessment => ({
  ...item('resor.2026-UR1'),
  goal: 'resor',
  occasion: '2026-UR1',
  verdict: 'partial',
  motivation: 'Andelen ökar men når inte målet.',
  evidence: [{ criterion: 'outcome', text: '32 av 70 procent.' }],
  decidedBy: 'Regionstyrelsen',
  date: '2026-06-01',
  suggestion: {
    verdict: 'partial',
    rules: [
      {
        criterion: 'outcome',
        verdict: 'partial',
        text: { sv: 'En av två indikatorer är på väg.', en: 'One of two is on track.' },
      },
    ],
  },
  ...more,
});

export const coordinator = (): Session =>
  session([...session().may, 'plan.edit', 'assessment.decide', 'target.edit']);
