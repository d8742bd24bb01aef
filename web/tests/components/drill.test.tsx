import { fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { forget } from '../../src/api/client';
import { ProvenanceDialog } from '../../src/components/provenance-dialog';
import { Drill } from '../../src/pages/drill';
import { reference } from '../fixtures';
import { breakdown, server, session } from '../import-fixtures';
import { show } from './render';

const URL = 'GET /api/v1/key-figures/energy-use-premises/breakdown';
const plain = (text: string | null | undefined) => (text ?? '').replaceAll(/[\u00a0\u202f]/g, ' ');

const serve = (answers: Record<string, unknown>) => {
  const { fetch, asked } = server(answers);
  vi.stubGlobal('fetch', fetch);
  return asked;
};
beforeEach(() => {
  forget();
  HTMLDialogElement.prototype.showModal ??= function showModal(this: HTMLDialogElement) {
    this.open = true;
  };
});
afterEach(() => {
  vi.unstubAllGlobals();
  window.history.replaceState(null, '', '/');
});

test('the value, its parts and its children stand on one page, and each open child is a link', async () => {
  serve({ [URL]: breakdown() });
  show(<Drill slug="energi" year={2024} path={[]} />);
  const table = await screen.findByRole('table', { name: 'Förvaltningar' });
  const rows = within(table).getAllByRole('row').slice(1);
  expect(plain(rows[0]?.textContent)).toMatch(/Regionservice.*188,2.*62 400 000.*86 %.*184,4/);
  expect(plain(rows[1]?.textContent)).toMatch(/Folktandvården.*Uppgift saknas.*91 %.*Nej.*Lucka/);
  expect(within(table).getByRole('link').getAttribute('href')).toBe('/nyckeltal/energi/2024/RGS');
  const facts = plain(document.querySelector('.drill-facts')?.textContent);
  expect(facts).toMatch(/187,9 kWh\/m².*72 560 000 kWh.*386 162 m².*98 %/);
  expect(document.body.textContent).toContain('El + värme, delat med area.');
  expect(document.body.textContent).toContain('188,2 → 187,9');
});

test('the months have a chart with estimates told, and the same numbers as a table', async () => {
  serve({ [URL]: breakdown() });
  const { container } = show(<Drill slug="energi" year={2024} path={[]} />);
  expect(await screen.findByRole('img', { name: /Månad för månad.*kWh/ })).toBeTruthy();
  const details = container.querySelector<HTMLDetailsElement>('.data-table')!;
  details.open = true;
  fireEvent(details, new Event('toggle'));
  await waitFor(() =>
    expect(plain(details.querySelector('tbody')?.textContent)).toMatch(/januari 2024240 000.*744/),
  );
});

test('who may read imports follows the file behind a value, others see its name', async () => {
  serve({ [URL]: breakdown() });
  const { unmount } = show(<Drill slug="energi" year={2024} path={[]} />, { session: session() });
  expect((await screen.findByRole('link', { name: 'oktober.csv' })).getAttribute('href')).toBe(
    '/import/korningar/01A',
  );
  unmount();
  show(<Drill slug="energi" year={2024} path={[]} />);
  expect(await screen.findByText('oktober.csv')).toBeTruthy();
  expect(screen.queryByRole('link', { name: 'oktober.csv' })).toBeNull();
});

test('a verified value says by whom and when, and the button is gone', async () => {
  serve({ [URL]: breakdown() });
  const { unmount } = show(<Drill slug="energi" year={2024} path={[]} />, { session: session() });
  expect(await screen.findByRole('button', { name: /Verifiera värdet/ })).toBeTruthy();
  unmount();
  forget();
  serve({ [URL]: breakdown({ verified: { at: '2026-10-02T08:00:00Z', by: 'anna' } }) });
  const signedIn = show(<Drill slug="energi" year={2024} path={[]} />, { session: session() });
  expect(await screen.findByText('Verifierat av anna 2 oktober 2026.')).toBeTruthy();
  expect(screen.queryByRole('button', { name: /Verifiera värdet/ })).toBeNull();
  signedIn.unmount();
  forget();
  serve({ [URL]: breakdown({ verified: { at: '2026-10-02T08:00:00Z', by: null } }) });
  show(<Drill slug="energi" year={2024} path={[]} />);
  expect(await screen.findByText('Verifierat 2 oktober 2026.')).toBeTruthy();
});

test('below the building one is told to sign in, and led back afterwards', async () => {
  window.history.replaceState(null, '', '/nyckeltal/energi/2024/RGS/B001/M17');
  serve({ [URL]: new Response('{}', { status: 403 }) });
  const { container } = show(<Drill slug="energi" year={2024} path={['RGS', 'B001', 'M17']} />);
  expect(await screen.findByText('Logga in för att se nivån')).toBeTruthy();
  const links = [...container.querySelectorAll('.message a')].map((one) =>
    one.getAttribute('href'),
  );
  expect(links).toEqual([
    '/logga-in?till=%2Fnyckeltal%2Fenergi%2F2024%2FRGS%2FB001%2FM17',
    '/nyckeltal/energi/2024/RGS/B001',
  ]);
});

test('a building whose meters are not shown says that one must sign in', async () => {
  window.history.replaceState(null, '', '/nyckeltal/energi/2024/RGS/B001');
  const path = [
    { level: 'orgUnit' as const, code: 'RGS', name: 'Regionservice' },
    { level: 'building' as const, code: 'B001', name: 'Sjukhuset' },
  ];
  serve({ [URL]: breakdown({ path, childLevel: null, children: [] }) });
  show(<Drill slug="energi" year={2024} path={['RGS', 'B001']} />);
  expect((await screen.findByRole('link', { name: 'Logga in' })).getAttribute('href')).toBe(
    '/logga-in?till=%2Fnyckeltal%2Fenergi%2F2024%2FRGS%2FB001',
  );
});

test('a year without an own value says so', async () => {
  serve({ [URL]: new Response('{}', { status: 404 }) });
  show(<Drill slug="energi" year={2020} path={[]} />);
  expect(await screen.findByText('Inget eget värde är räknat för det här året.')).toBeTruthy();
});

test('an unknown key figure is a page that could not be found', () => {
  show(<Drill slug="finns-inte" year={2024} path={[]} />);
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Sidan kunde inte hittas');
});

const readings = (step: string) => ({
  meter: 'M17',
  owner: '13',
  building: 'B001',
  carrier: 'districtHeating',
  unit: 'kWh',
  step,
  readings:
    step === 'hour'
      ? ['2024-03-03T23:00:00Z', '2024-03-04T00:00:00Z', '2024-03-04T23:00:00Z'].map((start) => ({
          start,
          end: start.replace(':00:00Z', ':59:00Z'),
          value: 12.5,
          estimated: false,
          import: '01A',
        }))
      : [
          {
            start: '2024-02-29T23:00:00Z',
            end: '2024-03-31T22:00:00Z',
            value: 1324,
            estimated: true,
            import: '01A',
          },
          {
            start: '2024-03-31T22:00:00Z',
            end: '2024-04-30T22:00:00Z',
            value: null,
            estimated: false,
            import: null,
          },
        ],
  total: 1324,
  coverage: 0.5,
  flags: ['gap'],
});
const meterPath = [
  { level: 'orgUnit' as const, code: 'RGS', name: 'Regionservice' },
  { level: 'building' as const, code: 'B001', name: 'Sjukhuset' },
  { level: 'meter' as const, code: 'M17', name: 'Undercentral A' },
];

test('a meter shows its months, with estimates marked, and leads on to days', async () => {
  const asked = serve({
    [URL]: breakdown({ path: meterPath, value: null, childLevel: null, children: [] }),
    'GET /api/v1/meters/13/M17': readings('month'),
  });
  show(<Drill slug="energi" year={2024} path={['RGS', 'B001', 'M17']} />, { session: session() });
  const table = await screen.findByRole('table', { name: /Avläsningar per månad/ });
  const rows = within(table).getAllByRole('row').slice(1);
  expect(plain(rows[0]?.textContent)).toMatch(/mars 20241 324Uppskattatoktober.csv/);
  expect(plain(rows[1]?.textContent)).toMatch(/april 2024Uppgift saknas––/);
  expect(within(table).getByRole('link', { name: 'mars 2024' }).getAttribute('href')).toBe(
    '/nyckeltal/energi/2024/RGS/B001/M17?manad=3',
  );
  expect(asked.some((one) => one.url === '/api/v1/meters/13/M17?year=2024&step=month')).toBe(true);
  const crumbs = [...document.querySelectorAll('.crumbs a')].map((one) => one.textContent);
  expect(crumbs.slice(2)).toEqual(['Region Halland 2024', 'Regionservice', 'Sjukhuset']);
});

test('the hours of a day are those of the Swedish day', async () => {
  window.history.replaceState(null, '', '/nyckeltal/energi/2024/RGS/B001/M17?manad=3&dag=4');
  serve({
    [URL]: breakdown({ path: meterPath, childLevel: null, children: [] }),
    'GET /api/v1/meters/13/M17': readings('hour'),
  });
  show(<Drill slug="energi" year={2024} path={['RGS', 'B001', 'M17']} />, { session: session() });
  const table = await screen.findByRole('table', { name: /Avläsningar per timme/ });
  expect(within(table).getAllByRole('row')).toHaveLength(3);
});

test('the source of an own value leads to what it consists of', async () => {
  const item = {
    year: 2024,
    period: '2024',
    category: '',
    series: 'own',
    value: 187.9,
    reason: null,
    status: 'preliminary',
    numerator: null,
    denominator: null,
    printedRank: null,
    printedOf: null,
    recordedAt: '2026-11-21T03:10:04Z',
    supersededAt: null,
    source: 'computed',
    sourceText: { sv: 'Beräknat', en: 'Computed' },
    origin: null,
    batch: '01A',
    row: null,
    fileName: null,
    sha256: null,
  };
  serve({
    'GET /api/v1/key-figures/energy-use-premises/observations': {
      keyFigure: 'energy-use-premises',
      region: '13',
      items: [item],
    },
  });
  show(
    <ProvenanceDialog
      onClose={() => undefined}
      place={{
        keyFigure: 'energy-use-premises',
        name: 'Energi',
        unit: 'kWh/m²',
        region: '13',
        regionName: 'Region Halland',
        year: 2024,
        series: 'own',
      }}
    />,
    { reference: reference() },
  );
  expect(
    (await screen.findByRole('link', { name: 'Vad vårt eget värde 2024 består av' })).getAttribute(
      'href',
    ),
  ).toBe('/nyckeltal/energi/2024');
});
