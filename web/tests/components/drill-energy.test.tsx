import { screen, within } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findBySlug } from '../../src/api/reference';
import { forget } from '../../src/api/client';
import type { IdleUse, Signature, UseChange } from '../../src/api/energy-types';
import { EnergySections } from '../../src/drill/energy-sections';
import { drillWords } from '../../src/drill/words';
import { parseDrill } from '../../src/routing/drill-state';
import { reference } from '../fixtures';
import { server, session } from '../import-fixtures';
import { show } from './render';

const CHANGE = 'GET /api/v1/key-figures/energy-use-premises/change';
const IDLE = 'GET /api/v1/idle-use';
const SIGNATURE = 'GET /api/v1/energy-signature';
const plain = (text: string | null | undefined) => (text ?? '').replaceAll(/[\u00a0\u202f]/g, ' ');
const both = (sv: string) => ({ sv, en: sv });

const change: UseChange = {
  refused: null,
  from: 2023,
  to: 2024,
  unit: 'kWh/m²',
  before: 180,
  after: 172,
  change: -8,
  parts: { weather: -3, area: 0.5, use: -5.5 },
  text: both('Ändrades med −8 kWh/m².'),
  limits: [both('All värme räknas som väderberoende.')],
};
const idle: IdleUse = {
  price: { value: 1.5, unit: 'kr/kWh', validFrom: 2024, source: 'Elavtalet' },
  method: both('El på nätter och helger.'),
  limits: [],
  total: 1,
  buildings: [
    {
      code: 'B1',
      name: 'Sjukhuset',
      orgUnit: 'RGS',
      baseLoad: {
        base: 3,
        aboveBase: 432,
        kronor: 648,
        working: 10,
        night: 4,
        weekend: 4,
        nightShare: 0.4,
        weekendShare: 0.4,
      },
      meters: [
        {
          meter: 'E1',
          carrier: 'electricity',
          missingHours: 72,
          gapCount: 1,
          flatCount: 1,
          flatLines: [{ start: '2024-02-02T23:00:00Z', end: '2024-02-14T23:00:00Z', kwh: 7 }],
          levelShift: { at: '2024-06-02T22:00:00Z', before: 1000, after: 800 },
        },
      ],
    },
  ],
};
const signature: Signature = {
  building: 'B1',
  name: 'Sjukhuset',
  year: 2024,
  baseLoad: 100,
  slope: 20,
  changePoint: 2,
  rSquared: 0.97,
  cvRmse: 0.062,
  raw: 50000,
  normalYear: 52000,
  byDegreeDays: 53000,
  text: both('Utan uppvärmning 100 kWh.'),
  method: both('Tolv månader.'),
  months: [
    { period: '2024-01', degreeDays: 20, use: 470, fitted: 460 },
    { period: '2024-07', degreeDays: 0.5, use: 101, fitted: 100 },
  ],
};

const page = (path: string[], signedIn = true) => {
  const figure = findBySlug(reference(), 'energi')!;
  const state = parseDrill('energi', 2024, path, new URLSearchParams());
  return show(
    <drillWords.Words>
      <EnergySections
        figure={figure}
        owner="13"
        state={state}
        level={path.length > 1 ? 'building' : undefined}
      />
    </drillWords.Words>,
    { session: signedIn ? session() : null },
  );
};
const serve = (answers: Record<string, unknown>) => {
  const { fetch, asked } = server(answers);
  vi.stubGlobal('fetch', fetch);
  return asked;
};
beforeEach(() => forget());
afterEach(() => vi.unstubAllGlobals());

test('why kWh/m² changed stands in words and as parts that add up', async () => {
  serve({ [CHANGE]: change, [IDLE]: idle });
  page([]);
  const table = await screen.findByRole('table', { name: /Ändring från 2023 till 2024/ });
  expect(plain(table.textContent)).toMatch(
    /Väder−3,00Yta\+0,50Användning−5,50Hela ändringen−8,00/,
  );
  expect(screen.getByText('Ändrades med −8 kWh/m².')).toBeTruthy();
});

test('a change that cannot be split says why', async () => {
  serve({ [CHANGE]: { refused: both('Det finns inga avläsningar för 2023.') }, [IDLE]: idle });
  page([]);
  expect(await screen.findByText(/Det finns inga avläsningar för 2023/)).toBeTruthy();
});

test('a building is told with its kWh, its kronor and where the price comes from', async () => {
  serve({ [CHANGE]: change, [IDLE]: idle });
  page([]);
  const table = await screen.findByRole('table', { name: /Byggnader och vad som används/ });
  const row = plain(within(table).getAllByRole('row')[1]?.textContent);
  expect(row).toMatch(/Sjukhuset.*432.*648.*40 %/);
  expect(row).toContain('E1: 72 timmar saknas');
  expect(row).toContain('samma värde, 7 kWh, varje timme från 2024-02-03 till 2024-02-15');
  expect(row).toContain('ny nivå från 2024-06-03, 1 000 → 800 kWh per vecka');
  expect(within(table).getByRole('link').getAttribute('href')).toBe(
    '/nyckeltal/energi/2024/RGS/B1',
  );
  expect(plain(document.body.textContent)).toContain('1,50 kr/kWh från 2024, källa: Elavtalet');
});

test('without a price there are no kronor', async () => {
  serve({ [CHANGE]: change, [IDLE]: { ...idle, price: null } });
  page([]);
  const table = await screen.findByRole('table', { name: /Byggnader och vad som används/ });
  expect(within(table).queryByText('Kronor')).toBeNull();
});

test('a building has its signature in words, as a chart and raw beside the normal year', async () => {
  serve({ [CHANGE]: change, [IDLE]: idle, [SIGNATURE]: signature });
  page(['RGS', 'B1']);
  expect(await screen.findByRole('img', { name: /Energisignatur för Sjukhuset/ })).toBeTruthy();
  const section = plain(document.querySelector('[aria-labelledby="signature"]')?.textContent);
  expect(section).toMatch(/50 000 kWh.*52 000 kWh.*53 000 kWh/);
  expect(section).toMatch(/R² 0,97, CV\(RMSE\) 6,2 %/);
});

test('who is not signed in is told so, and nothing is asked for', async () => {
  const asked = serve({ [CHANGE]: change });
  page(['RGS', 'B1'], false);
  expect(await screen.findByText(/Logga in för att se byggnadernas nattlast/)).toBeTruthy();
  expect(JSON.stringify(asked)).not.toContain('idle-use');
});
