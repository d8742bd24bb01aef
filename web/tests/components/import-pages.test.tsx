import { fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { forget } from '../../src/api/client';
import { Held } from '../../src/pages/import-held';
import { Rerun } from '../../src/pages/import-rerun';
import { Retract } from '../../src/pages/import-retract';
import { Reviews } from '../../src/pages/import-reviews';
import { Run } from '../../src/pages/import-run';
import { RunRows } from '../../src/pages/import-rows';
import { Imports } from '../../src/pages/imports';
import { page, receipt, server, session, source, type Answers } from '../import-fixtures';
import { show } from './render';

const SOURCES = 'GET /api/v1/sources';
const RUN = '/api/v1/imports/01A';

const serve = (answers: Answers) => {
  const { fetch, asked } = server(answers);
  vi.stubGlobal('fetch', fetch);
  return asked;
};
const words = () => (document.body.textContent ?? '').replaceAll(/[\u00a0\u202f]/g, ' ');

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

test('the status names each source with its state in a word, its freshness and its rows', async () => {
  serve({
    [SOURCES]: page([
      source(),
      source({
        id: 'fuel-cards',
        name: { sv: 'Tankningar', en: 'Fuel cards' },
        state: 'late',
        lateDays: 12,
        lastAttempt: { import: '01B', at: '2026-11-21T03:10:00Z', state: 'held' },
      }),
    ]),
    'GET /api/v1/imports': page([receipt()]),
    'GET /api/v1/imports/running': { items: [] },
    'GET /api/v1/reviews': page([]),
  });
  show(<Imports />, { session: session() });
  const table = await screen.findByRole('table', { name: 'Källor' });
  const rows = within(table).getAllByRole('row').slice(1);
  expect(rows[0]?.textContent).toMatch(/Tankningar.*Sen.*12 dagar sen.*Hållna rader/);
  expect(rows[1]?.textContent).toMatch(/Aktuell.*1\s200.*1\s196.*3 ersatta.*4/);
  expect(within(table).getByRole('link', { name: 'Hållna rader' }).getAttribute('href')).toBe(
    '/import/korningar/01B/hallna',
  );
});

test('what waits for somebody is told first, with the way there', async () => {
  serve({
    [SOURCES]: page([
      source({
        state: 'late',
        held: 2,
        lastAttempt: { import: '01B', at: '2026-11-21T03:10:00Z', state: 'held' },
      }),
      source({ id: 'waste', name: { sv: 'Avfall', en: 'Waste' }, state: 'failed' }),
    ]),
    'GET /api/v1/imports': page([]),
    'GET /api/v1/imports/running': { items: [] },
    'GET /api/v1/reviews': { ...page([]), total: 1 },
  });
  show(<Imports />, { session: session() });
  const place = await screen.findByRole('region', { name: 'Väntar på åtgärd' });
  await waitFor(() => expect(place.textContent).toContain('1 verifierat värde'));
  expect([...place.querySelectorAll('li')].map((one) => one.textContent)).toEqual([
    '1 källa gick inte att läsa in: Avfall',
    'Energiavläsningar har rader som hålls tills någon bestämmer. Gå igenom',
    '1 källa är sen: Energiavläsningar',
    '1 verifierat värde ifrågasätts av en import. Gå igenom',
  ]);
  const ways = within(place).getAllByRole('link', { name: 'Gå igenom' });
  expect(ways.map((one) => one.getAttribute('href'))).toEqual([
    '/import/korningar/01B/hallna',
    '/import/granskning',
  ]);
});

test('when nothing waits, that is what is told', async () => {
  serve({
    [SOURCES]: page([source()]),
    'GET /api/v1/imports': page([]),
    'GET /api/v1/imports/running': { items: [] },
    'GET /api/v1/reviews': page([]),
  });
  show(<Imports />, { session: session() });
  const place = await screen.findByRole('region', { name: 'Inget väntar på åtgärd' });
  expect(place.textContent).toContain('1 av 1 källor är aktuella.');
});

test('what a person decided here has a page too, though no file came', async () => {
  serve({
    [SOURCES]: page([source()]),
    [`GET ${RUN}`]: receipt({
      source: 'verification',
      fileName: null,
      format: null,
      encoding: null,
      bytes: 0,
      raw: null,
    }),
  });
  show(<Run id="01A" />, { session: session() });
  expect(
    await screen.findByRole('heading', { level: 1, name: 'Verifiering av ett värde' }),
  ).toBeTruthy();
  expect(screen.queryByText('Storlek')).toBeNull();
});

const kept = { kept: true, cleaned: false, deletedAt: null };
const rerun = (answers: Answers = {}) =>
  serve({
    [`GET ${RUN}`]: receipt({ mappingVersion: '2', raw: kept }),
    'GET /api/v1/sources/property-energy': source({ version: 3 }),
    [`POST ${RUN}/rerun?dryRun=true`]: receipt({ dryRun: true }),
    [`POST ${RUN}/retract`]: { closed: 1196, reopened: 0, alsoTouched: [] },
    [`POST ${RUN}/rerun`]: receipt({ id: '01NY' }),
    ...answers,
  });
const changesOf = (asked: ReturnType<typeof serve>) =>
  asked.filter((one) => one.method === 'POST' && !one.url.includes('dryRun')).map((one) => one.url);

test('a file runs again after a look at what would come of it, and the earlier import gives way', async () => {
  const asked = rerun();
  show(<Rerun id="01A" />, { session: session() });
  await screen.findByText('2 då, 3 nu');
  const button = await screen.findByRole('button', { name: 'Kör om' });
  expect(changesOf(asked)).toEqual([]);
  fireEvent.click(button);
  await waitFor(() => expect(window.location.pathname).toBe('/import/korningar/01NY'));
  expect(changesOf(asked)).toEqual([`${RUN}/retract`, `${RUN}/rerun`]);
});

test('the earlier import stays when that is what is wanted', async () => {
  const asked = rerun();
  show(<Rerun id="01A" />, { session: session() });
  fireEvent.click(await screen.findByRole('checkbox', { name: /Ångra den tidigare/ }));
  fireEvent.click(screen.getByRole('button', { name: 'Kör om' }));
  await waitFor(() => expect(window.location.pathname).toBe('/import/korningar/01NY'));
  expect(changesOf(asked)).toEqual([`${RUN}/rerun`]);
});

test('a file that is gone, or a mapping that is the same, has nothing to run', async () => {
  rerun({ [`GET ${RUN}`]: receipt({ mappingVersion: '2', raw: { ...kept, kept: false } }) });
  const gone = show(<Rerun id="01A" />, { session: session() });
  expect(await screen.findByText(/Filen finns inte kvar/)).toBeTruthy();
  gone.unmount();
  forget();
  rerun({ [`GET ${RUN}`]: receipt({ mappingVersion: '3', raw: kept }) });
  show(<Rerun id="01A" />, { session: session() });
  expect(await screen.findByText(/Mappningen är densamma/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Kör om' })).toBeNull();
});

test('a site without sources gets the three steps', async () => {
  serve({
    [SOURCES]: page([]),
    'GET /api/v1/imports': page([]),
    'GET /api/v1/imports/running': { items: [] },
  });
  show(<Imports />, { session: session(['import.read']) });
  expect(await screen.findByText('Inga källor är uppkopplade.')).toBeTruthy();
  expect(await screen.findByText('Inga filer har lästs in än.')).toBeTruthy();
  expect(document.querySelectorAll('.numbered li')).toHaveLength(3);
});

test('what is under way shows how far it has come', async () => {
  const item = {
    source: 'property-energy',
    fileName: 'november.csv',
    startedAt: '2026-11-22T12:00:00Z',
    bytes: 468_000_000,
    bytesRead: 117_000_000,
    rowsRead: 2_500_000,
    phase: 'storing',
  };
  serve({
    [SOURCES]: page([source()]),
    'GET /api/v1/imports': page([receipt()]),
    'GET /api/v1/imports/running': { items: [item] },
  });
  show(<Imports />, { session: session(['import.read']) });
  const bar = (await screen.findByRole('progressbar', {
    name: 'november.csv',
  })) as HTMLProgressElement;
  expect(bar.value / bar.max).toBeCloseTo(0.25);
  expect(words()).toContain('117 MB av 468 MB · 2 500 000 rader');
});

test('an import accounts for every row, with findings by rule, the gravest first', async () => {
  serve({ [`GET ${RUN}`]: receipt(), [SOURCES]: page([source()]) });
  show(<Run id="01A" />, { session: session() });
  await screen.findByRole('table', { name: 'Fynd' });
  expect(words()).toContain('1 200 lästa = 1 196 lagrade + 0 dubbletter + 4 i karantän');
  const rows = within(screen.getByRole('table', { name: 'Fynd' }))
    .getAllByRole('row')
    .slice(1);
  expect(rows[0]?.textContent).toMatch(/Negativ mängd.*Fel.*4.*Visa rader.*rad 12.*-12,4/);
  expect(rows[1]?.textContent).toMatch(/Oförändrat värde länge.*Varning.*480/);
  expect(screen.getByRole('link', { name: 'Visa rader' }).getAttribute('href')).toBe(
    '/import/korningar/01A/rader?regel=negative-quantity',
  );
  expect(screen.getByRole('link', { name: 'XLSX' }).getAttribute('href')).toBe(
    `${RUN}/rejects?format=xlsx`,
  );
});

test('who may not undo sees no button for it, and who may not decide cannot accept', async () => {
  const checks = [
    {
      rule: 'flat-line',
      state: 'possibleFault' as const,
      severity: 'warning' as const,
      rows: 480,
      message: 'Samma värde',
    },
  ];
  serve({ [`GET ${RUN}`]: receipt({ checks }), [SOURCES]: page([source()]) });
  show(<Run id="01A" />, { session: session(['import.read']) });
  expect(await screen.findByText('Möjligt fel')).toBeTruthy();
  expect(screen.queryByRole('link', { name: 'Ångra import' })).toBeNull();
  expect(screen.queryByRole('button', { name: /Godta/ })).toBeNull();
});

test('a possible fault is accepted only with a reason', async () => {
  const checks = [
    {
      rule: 'flat-line',
      state: 'possibleFault' as const,
      severity: 'warning' as const,
      rows: 480,
      message: 'Samma värde',
    },
  ];
  const asked = serve({
    [`GET ${RUN}`]: receipt({ checks }),
    [SOURCES]: page([source()]),
    [`POST ${RUN}/accept`]: {},
  });
  show(<Run id="01A" />, { session: session() });
  fireEvent.click(await screen.findByRole('button', { name: 'Godta: Oförändrat värde länge' }));
  fireEvent.click(screen.getByRole('button', { name: 'Godta' }));
  expect(await screen.findByText('Skriv ett skäl.')).toBeTruthy();
  fireEvent.input(screen.getByLabelText('Skäl'), { target: { value: 'Tom lokal i juli' } });
  fireEvent.click(screen.getByRole('button', { name: 'Godta' }));
  await waitFor(() => expect(asked.some((one) => one.method === 'POST')).toBe(true));
  expect(JSON.parse(asked.find((one) => one.method === 'POST')?.body ?? '')).toEqual({
    rule: 'flat-line',
    reason: 'Tom lokal i juli',
  });
});

test('held rows are released after a check, with the rows and the reason that were given', async () => {
  const held = [771, 772].map((row) => ({
    row,
    rule: 'unit-suspect',
    message: { sv: 'Tusen gånger för stort.', en: 'Too large.' },
    record: '',
    values: { meter: 'M17', quantity: 412_000 },
    expected: 412.3,
  }));
  const asked = serve({
    [`GET ${RUN}`]: receipt({ state: 'held', held: 2 }),
    [`GET ${RUN}/held`]: page(held),
    [`POST ${RUN}/release`]: {},
  });
  show(<Held id="01A" />, { session: session() });
  await screen.findByRole('table', { name: 'Hållna rader' });
  fireEvent.click(screen.getByRole('button', { name: 'Godkänn …' }));
  expect((await screen.findByRole('alert')).textContent).toBe('Välj minst en rad.');
  fireEvent.click(screen.getByRole('checkbox', { name: 'Välj rad 772' }));
  fireEvent.click(screen.getByRole('button', { name: 'Godkänn …' }));
  expect(await screen.findByRole('heading', { name: 'Kontrollera: godkänn rader' })).toBeTruthy();
  fireEvent.input(screen.getByLabelText('Skäl'), { target: { value: 'Rätt enligt fakturan' } });
  fireEvent.click(screen.getByRole('button', { name: 'Godkänn' }));
  expect(await screen.findByText('1 rader godkändes.')).toBeTruthy();
  expect(JSON.parse(asked.find((one) => one.method === 'POST')?.body ?? '')).toEqual({
    rows: [772],
    reason: 'Rätt enligt fakturan',
  });
});

test('all held rows are named as all, however many pages there are', async () => {
  const held = [
    { row: 1, rule: 'unit-suspect', message: '', record: '', values: {}, expected: null },
  ];
  const asked = serve({
    [`GET ${RUN}`]: receipt({ state: 'held', held: 900 }),
    [`GET ${RUN}/held`]: { page: 1, limit: 50, total: 900, items: held },
    [`POST ${RUN}/discard`]: {},
  });
  show(<Held id="01A" />, { session: session() });
  fireEvent.click(await screen.findByRole('checkbox', { name: 'Välj alla 900' }));
  fireEvent.click(screen.getByRole('button', { name: 'Kasta …' }));
  fireEvent.input(screen.getByLabelText('Skäl'), { target: { value: 'Fel enhet' } });
  fireEvent.click(screen.getByRole('button', { name: 'Kasta' }));
  await waitFor(() =>
    expect(JSON.parse(asked.find((one) => one.method === 'POST')?.body ?? '{}')).toEqual({
      rows: 'all',
      reason: 'Fel enhet',
    }),
  );
});

test('an import is taken back with a reason, and what else it touched is named', async () => {
  const asked = serve({
    [`GET ${RUN}`]: receipt(),
    [`POST ${RUN}/retract`]: { id: '01A', closed: 1196, reopened: 3, alsoTouched: ['01C'] },
  });
  show(<Retract id="01A" />, { session: session() });
  fireEvent.input(await screen.findByLabelText('Skäl'), { target: { value: 'Fel månad' } });
  fireEvent.click(screen.getByRole('button', { name: 'Ångra importen' }));
  await waitFor(() => expect(words()).toContain('1 196 värden upphörde att gälla, 3 tidigare'));
  expect(screen.getByRole('link', { name: '01C' })).toBeTruthy();
  expect(asked.find((one) => one.method === 'POST')?.body).toBe('{"reason":"Fel månad"}');
});

test('an import that is already taken back cannot be taken back again', async () => {
  serve({ [`GET ${RUN}`]: receipt({ state: 'retracted' }) });
  show(<Retract id="01A" />, { session: session() });
  expect(await screen.findByText('Importen är redan ångrad.')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Ångra importen' })).toBeNull();
});

test('a refused decision says so and keeps what was written', async () => {
  serve({
    [`GET ${RUN}`]: receipt(),
    [`POST ${RUN}/retract`]: new Response('{"detail":"Senare importer bygger på den."}', {
      status: 409,
    }),
  });
  show(<Retract id="01A" />, { session: session() });
  fireEvent.input(await screen.findByLabelText('Skäl'), { target: { value: 'Fel månad' } });
  fireEvent.click(screen.getByRole('button', { name: 'Ångra importen' }));
  expect((await screen.findByRole('alert')).textContent).toContain(
    'Senare importer bygger på den.',
  );
  expect((screen.getByLabelText('Skäl') as HTMLTextAreaElement).value).toBe('Fel månad');
});

test('the rows in quarantine can be narrowed to a rule', async () => {
  window.history.replaceState(null, '', '/import/korningar/01A/rader?regel=negative-quantity');
  const reject = (row: number, rule: string) => ({
    row,
    column: 'Volym',
    raw: '-1',
    rule,
    message: { sv: 'Mängden är negativ.', en: '' },
    record: 'M17;-1',
  });
  serve({
    [`GET ${RUN}`]: receipt(),
    [`GET ${RUN}/rejects`]: page([reject(12, 'negative-quantity'), reject(13, 'required')]),
  });
  show(<RunRows id="01A" />, { session: session() });
  const table = await screen.findByRole('table', { name: 'Rader i karantän' });
  expect(within(table).getAllByRole('row')).toHaveLength(2);
  expect(table.textContent).toContain('M17;-1');
});

test('a verified value stands until somebody decides, with a reason', async () => {
  const review = {
    id: 7,
    keyFigure: 'energy-use-premises',
    area: '13',
    period: '2024',
    verified: { value: 188, by: 'Anna Berg', at: '2026-10-01T08:00:00Z' },
    incoming: { value: 190.4, source: 'property-energy', batch: '01A' },
    state: 'open' as const,
  };
  const asked = serve({
    'GET /api/v1/reviews': page([review]),
    'POST /api/v1/reviews/7/decline': {},
  });
  show(<Reviews />, { session: session() });
  const table = await screen.findByRole('table', { name: 'Granskning' });
  expect(table.textContent).toMatch(/Energianvändning i lokaler.*188.*Anna Berg.*190,4/);
  fireEvent.click(screen.getByRole('button', { name: 'Behåll det verifierade' }));
  fireEvent.input(await screen.findByLabelText('Skäl'), { target: { value: 'Mätfel' } });
  fireEvent.click(screen.getByRole('button', { name: 'Spara beslutet' }));
  await waitFor(() =>
    expect(asked.find((one) => one.method === 'POST')?.url).toBe('/api/v1/reviews/7/decline'),
  );
});

test('nobody else sees the pages', async () => {
  const asked = serve({});
  show(<Imports />, { session: null });
  expect(await screen.findByText('Logga in för att se sidan')).toBeTruthy();
  expect(asked).toEqual([]);
});
