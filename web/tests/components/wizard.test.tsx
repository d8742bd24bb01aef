import { fireEvent, screen, waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { forget } from '../../src/api/client';
import type { Preview } from '../../src/api/import-types';
import { Wizard } from '../../src/pages/import-wizard';
import { uploadsTo } from '../fake-upload';
import {
  fuelTarget,
  page,
  receipt,
  server,
  session,
  source,
  suggestion,
  type Answers,
} from '../import-fixtures';
import { show } from './render';

const preview = (changes: Partial<Preview> = {}): Preview => ({
  rowsRead: 3,
  shown: [{ row: 2, fields: { date: '2024-10-01', quantity: 52.1 }, source: [] }],
  faults: [],
  totals: [{ field: 'quantity', unit: 'l', sum: 152.3 }],
  unmapped: ['Belopp'],
  dropped: ['Förare'],
  refused: null,
  ...changes,
});
const dryRun = receipt({ dryRun: true, rowsRead: 3, stored: 3, quarantined: 0, findings: [] });
const standard: Answers = {
  'GET /api/v1/sources': page([source()]),
  'GET /api/v1/targets': [fuelTarget],
  'POST /api/v1/mappings/suggest': suggestion(),
  'POST /api/v1/mappings/drafts': { id: 'utkast', toml: '', faults: [] },
  'POST /api/v1/mappings/preview': preview(),
  'POST /api/v1/imports?draft=utkast&dryRun=true': dryRun,
  'PUT /api/v1/sources/kort-norr': { id: 'kort-norr' },
  'POST /api/v1/imports?source=kort-norr': receipt({ id: '01NY' }),
};

function begin(answers: Answers = {}, who = session()) {
  const { fetch, asked } = server({ ...standard, ...answers });
  vi.stubGlobal('fetch', fetch);
  vi.stubGlobal('XMLHttpRequest', uploadsTo(fetch, asked));
  window.history.replaceState(null, '', '/import/ny');
  const shown = show(<Wizard />, { session: who });
  const changes = () =>
    asked.filter((one) => one.method === 'PUT' || /imports\?source/.test(one.url));
  return { ...shown, asked, changes };
}

const next = () => fireEvent.click(screen.getByRole('button', { name: 'Nästa' }));
const chooseFile = (name = 'kort.csv', text = 'Datum;Volym\n2024-10-01;52,1\n') =>
  fireEvent.change(document.querySelector('input[type=file]')!, {
    target: { files: [new File([text], name)] },
  });

async function fillStepOne() {
  fireEvent.change(await screen.findByLabelText('Vilken källa hör filen till?'), {
    target: { value: '+' },
  });
  fireEvent.input(await screen.findByLabelText('Systemets namn'), {
    target: { value: 'Kort Norr' },
  });
  fireEvent.change(screen.getByLabelText('Vad innehåller filen?'), {
    target: { value: 'fuelTransaction' },
  });
  chooseFile();
  await screen.findByText('kort.csv');
}
const heading = (name: string) => screen.findByRole('heading', { level: 1, name });

beforeEach(() => {
  forget();
  sessionStorage.clear();
});
afterEach(() => {
  vi.unstubAllGlobals();
  window.history.replaceState(null, '', '/');
});

test('step 1 says what is missing', async () => {
  begin();
  await screen.findByLabelText('Vilken källa hör filen till?');
  next();
  expect((await screen.findByRole('alert')).textContent).toBe(
    'Rätta det här förstVälj en källa eller Nytt system.Välj en fil.',
  );
});

test('an old workbook is stopped before it is sent, with what to do', async () => {
  const { asked } = begin();
  await fillStepOne();
  chooseFile('gammal.xls');
  expect(await screen.findByText(/Spara som, Excel-arbetsbok/)).toBeTruthy();
  next();
  expect(await screen.findByRole('alert')).toBeTruthy();
  expect(asked.some((one) => one.method === 'POST')).toBe(false);
});

test('a file from an unknown system is mapped, checked and stored, and nothing is written before', async () => {
  const { asked, changes } = begin();
  await fillStepOne();
  next();
  await heading('Kolumner');
  expect(screen.getByText('Ser ut som personnamn')).toBeTruthy();
  expect(screen.queryByLabelText('Blir: Förare')).toBeNull();
  expect((screen.getByLabelText('Blir: Belopp') as HTMLSelectElement).value).toBe('');
  fireEvent.change(screen.getByLabelText('sv vehicleGroup: Ambulans'), {
    target: { value: 'ambulance' },
  });
  next();
  await heading('Kontrollera');
  expect(document.body.textContent).toContain('Kolumner som inte sparas: Belopp');
  expect(document.body.textContent).toMatch(/Summa: sv quantity152,3 l/);
  const draft = JSON.parse(asked.find((one) => one.url.endsWith('/drafts'))?.body ?? '{}');
  expect(draft.lookup).toEqual({ vehicleGroup: { Ambulans: 'ambulance' } });
  next();
  await heading('Bekräfta');
  expect(changes()).toEqual([]);
  expect((screen.getByLabelText('Källans id') as HTMLInputElement).value).toBe('kort-norr');
  fireEvent.click(screen.getByRole('button', { name: 'Läs in filen' }));
  await waitFor(() => expect(window.location.pathname).toBe('/import/korningar/01NY'));
  expect(changes().map((one) => one.method)).toEqual(['PUT', 'POST']);
  expect(changes()[0]?.headers.get('If-None-Match')).toBe('*');
  expect(changes()[1]?.body).toBe('Datum;Volym\n2024-10-01;52,1\n');
  expect(sessionStorage.getItem('tertil-import')).toBeNull();
});

test('gaps in the mapping are told, and nothing is sent until they are filled', async () => {
  const { asked } = begin();
  await fillStepOne();
  next();
  await heading('Kolumner');
  fireEvent.change(screen.getByLabelText('Blir: Datum'), { target: { value: '' } });
  next();
  expect((await screen.findByRole('alert')).textContent).toContain(
    'sv date: välj kolumn eller värde.',
  );
  expect(asked.some((one) => one.url.endsWith('/drafts'))).toBe(false);
});

test('a file with personal numbers is refused, and there is no way on', async () => {
  const { asked } = begin({
    'POST /api/v1/mappings/preview': preview({
      refused: {
        rule: 'personnummer',
        message: { sv: 'Kolumnen Volym har personnummer.', en: 'Personal numbers.' },
      },
    }),
  });
  await fillStepOne();
  next();
  await heading('Kolumner');
  next();
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toMatch(/avvisas.*har personnummer.*Inget av filen har sparats/);
  expect(screen.queryByRole('button', { name: 'Nästa' })).toBeNull();
  expect(asked.some((one) => one.url.includes('/imports?'))).toBe(false);
});

test('a file whose source wants faultless rows shows its findings', async () => {
  begin({
    'POST /api/v1/imports?draft=utkast&dryRun=true': new Response(
      JSON.stringify({
        title: 'Godtas inte',
        receipt: receipt({ state: 'rejected', stored: 0, quarantined: 1200 }),
      }),
      { status: 422 },
    ),
  });
  await fillStepOne();
  next();
  await heading('Kolumner');
  next();
  expect((await screen.findByRole('alert')).textContent).toContain('Källan kräver felfria rader');
  expect(screen.getByText('Negativ mängd')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Nästa' })).toBeNull();
});

test('the choices outlive a reload, the contents of the file do not', async () => {
  const { unmount } = begin();
  await fillStepOne();
  next();
  await heading('Kolumner');
  fireEvent.change(screen.getByLabelText('Blir: Belopp'), { target: { value: 'vehicle' } });
  await waitFor(() => expect(sessionStorage.getItem('tertil-import')).toContain('vehicle"'));
  const kept = sessionStorage.getItem('tertil-import') ?? '';
  for (const content of ['52,1', '1 021,20', 'HVO100', '2024-10-01'])
    expect(kept).not.toContain(content);
  unmount();
  begin();
  expect(await screen.findByText(/Välj filen kort.csv igen/)).toBeTruthy();
  chooseFile();
  next();
  await heading('Kolumner');
  expect((screen.getByLabelText('Blir: Belopp') as HTMLSelectElement).value).toBe('vehicle');
});

test('what is being sent is shown and can be stopped', async () => {
  begin();
  await fillStepOne();
  next();
  const bar = (await screen.findByRole('progressbar')) as HTMLProgressElement;
  expect(bar.value / bar.max).toBeCloseTo(0.5);
  fireEvent.click(screen.getByRole('button', { name: 'Avbryt sändningen' }));
  expect(await screen.findByText('Sändningen avbröts. Inget är sparat.')).toBeTruthy();
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Källa och fil');
});

test('an id that is taken is told by its field, and the file is not stored', async () => {
  const { changes } = begin({
    'PUT /api/v1/sources/kort-norr': new Response('{}', { status: 412 }),
  });
  await fillStepOne();
  next();
  await heading('Kolumner');
  next();
  await heading('Kontrollera');
  next();
  fireEvent.click(await screen.findByRole('button', { name: 'Läs in filen' }));
  expect(await screen.findByText(/finns redan en källa/)).toBeTruthy();
  expect(screen.getByLabelText('Källans id').getAttribute('aria-invalid')).toBe('true');
  expect(changes().map((one) => one.method)).toEqual(['PUT']);
});

test('who may not save sources gets the mapping to hand over instead', async () => {
  begin({}, session(['import.send', 'import.read', 'source.read']));
  await fillStepOne();
  next();
  await heading('Kolumner');
  next();
  await heading('Kontrollera');
  next();
  expect(await screen.findByRole('button', { name: 'Ladda ner mappningen' })).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Läs in filen' })).toBeNull();
});

test('a known source needs no mapping, and who may not read imports gets the receipt at once', async () => {
  const { changes } = begin(
    {
      'GET /api/v1/sources/property-energy': {
        ...source(),
        toml: '',
        columns: [{ to: 'meter', from: 'Mätare', type: 'text', unit: null }],
        privacy: {},
        checks: [],
        versions: [],
      },
      'POST /api/v1/imports?source=property-energy&dryRun=true': dryRun,
      'POST /api/v1/imports?source=property-energy': receipt({ id: '01K' }),
    },
    session(['import.send', 'source.read']),
  );
  fireEvent.change(await screen.findByLabelText('Vilken källa hör filen till?'), {
    target: { value: 'property-energy' },
  });
  chooseFile();
  next();
  expect(await screen.findByRole('table', { name: 'Källans mappning' })).toBeTruthy();
  next();
  await heading('Kontrollera');
  next();
  fireEvent.click(await screen.findByRole('button', { name: 'Läs in filen' }));
  expect((await screen.findByText(/Filen är inläst/)).textContent).toContain('01K');
  expect(changes().map((one) => one.url)).toEqual([
    '/api/v1/imports?source=property-energy&dryRun=true',
    '/api/v1/imports?source=property-energy',
  ]);
});

test('the mapping can be edited as text, and the text is what is tried', async () => {
  const { asked } = begin({
    'POST /api/v1/mappings/check': { valid: true, faults: [], toml: '[mapping]\nid = "x"\n' },
  });
  await fillStepOne();
  next();
  await heading('Kolumner');
  fireEvent.click(screen.getByRole('button', { name: 'Redigera som text (TOML)' }));
  const area = await screen.findByLabelText('Mappning i TOML');
  fireEvent.input(area, { target: { value: '[mapping]\nid = "min"\n' } });
  next();
  await heading('Kontrollera');
  const draft = asked.find((one) => one.url.endsWith('/drafts'));
  expect(draft?.body).toBe('[mapping]\nid = "min"\n');
  expect(draft?.headers.get('Content-Type')).toBe('application/toml');
});
