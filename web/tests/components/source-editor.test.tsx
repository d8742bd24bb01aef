import { fireEvent, screen, waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { forget } from '../../src/api/client';
import { NewSource } from '../../src/pages/admin-new-source';
import { Source } from '../../src/pages/admin-source';
import { Sources } from '../../src/pages/admin-sources';
import { uploadsTo } from '../fake-upload';
import { page, server, session, source, type Answers } from '../import-fixtures';
import { show } from './render';

const TOML = '[mapping]\nid = "property-energy"\n\n[[field]]\nto = "quantity"\n';
const detail = {
  ...source(),
  toml: TOML,
  columns: [{ to: 'quantity', from: 'Förbrukning', type: 'decimal', unit: 'kWh' }],
  privacy: {},
  checks: [],
  versions: [{ version: 3, recordedAt: '2026-10-01T08:00:00Z', actor: 'anna' }],
};
const READ = 'GET /api/v1/sources/property-energy';
const SAVE = 'PUT /api/v1/sources/property-energy';
const withTag = () => new Response(JSON.stringify(detail), { headers: { ETag: '"v3"' } });

function serve(answers: Answers) {
  const { fetch, asked } = server({ [READ]: withTag(), ...answers });
  vi.stubGlobal('fetch', fetch);
  vi.stubGlobal('XMLHttpRequest', uploadsTo(fetch, asked));
  return asked;
}
const editor = () => screen.findByLabelText('Mappning i TOML') as Promise<HTMLTextAreaElement>;
const write = async (text: string) => fireEvent.input(await editor(), { target: { value: text } });

beforeEach(forget);
afterEach(() => {
  vi.unstubAllGlobals();
  window.history.replaceState(null, '', '/');
});

test('the sources are listed by name, with what they hold and where they come from', async () => {
  serve({
    'GET /api/v1/sources?': page([
      source({ id: 'waste', name: { sv: 'Återvinning', en: 'Waste' }, target: 'wasteWeight' }),
      source(),
    ]),
  });
  show(<Sources />, { session: session() });
  const links = await screen.findAllByRole('link', { name: /Energi|Åter/ });
  expect(links.map((one) => one.textContent)).toEqual(['Energiavläsningar', 'Återvinning']);
  expect(document.body.textContent).toMatch(/Avfallsvikter/);
});

test('a source shows its columns, its text and its versions', async () => {
  serve({});
  show(<Source id="property-energy" />, { session: session() });
  expect((await editor()).value).toBe(TOML);
  expect(document.querySelector('.gutter')?.textContent).toBe('1\n2\n3\n4\n5\n6\n');
  expect(screen.getByRole('table', { name: 'Kolumner' }).textContent).toContain('Förbrukning');
  expect(document.querySelector('.timeline')?.textContent).toContain('2026-10-01 10:00, anna');
});

test('faults are told with line and column and lead to their place', async () => {
  serve({
    'POST /api/v1/mappings/check': {
      valid: false,
      faults: [{ line: 5, column: 6, message: { sv: 'Okänt fält.', en: 'Unknown field.' } }],
    },
  });
  show(<Source id="property-energy" />, { session: session() });
  const area = await editor();
  fireEvent.click(screen.getByRole('button', { name: 'Kontrollera' }));
  const place = await screen.findByRole('button', { name: 'rad 5, kolumn 6' });
  expect(screen.getByRole('alert').textContent).toContain('Okänt fält.');
  expect(area.getAttribute('aria-invalid')).toBe('true');
  expect(document.querySelector('.gutter .wrong')?.textContent?.trim()).toBe('5');
  fireEvent.click(place);
  expect(area.value.slice(area.selectionStart, area.selectionEnd)).toBe('"quantity"');
  expect(document.activeElement).toBe(area);
});

test('a change is saved against the version it was made from', async () => {
  const asked = serve({ [SAVE]: { ...detail, version: 4 } });
  show(<Source id="property-energy" />, { session: session() });
  const button = (await screen.findByRole('button', { name: 'Spara' })) as HTMLButtonElement;
  expect(button.disabled).toBe(true);
  await write(`${TOML}# ny\n`);
  fireEvent.click(button);
  expect(await screen.findByText('Sparad som version 4.')).toBeTruthy();
  const saved = asked.find((one) => one.method === 'PUT');
  expect(saved?.headers.get('If-Match')).toBe('"v3"');
  expect(saved?.body).toBe(`${TOML}# ny\n`);
});

test('when somebody else was first, nothing is saved and the text stays', async () => {
  serve({ [SAVE]: new Response('{}', { status: 412 }) });
  show(<Source id="property-energy" />, { session: session() });
  await write('min text');
  fireEvent.click(screen.getByRole('button', { name: 'Spara' }));
  expect((await screen.findByRole('alert')).textContent).toContain('Ingenting har sparats');
  expect((await editor()).value).toBe('min text');
});

test('a text that is refused shows the places of its faults', async () => {
  serve({
    [SAVE]: new Response(
      JSON.stringify({
        errors: [
          { pointer: '/line/2/column/1', code: 'x', message: { sv: 'Fel id.', en: 'Wrong id.' } },
        ],
      }),
      { status: 422 },
    ),
  });
  show(<Source id="property-energy" />, { session: session() });
  await write(`${TOML}x`);
  fireEvent.click(screen.getByRole('button', { name: 'Spara' }));
  expect(await screen.findByRole('button', { name: 'rad 2, kolumn 1' })).toBeTruthy();
});

test('who may only read gets the text without buttons', async () => {
  serve({});
  show(<Source id="property-energy" />, { session: session(['source.read']) });
  expect((await editor()).readOnly).toBe(true);
  expect(screen.queryByRole('button', { name: 'Spara' })).toBeNull();
  expect(screen.queryByRole('button', { name: 'Prova' })).toBeNull();
});

test('the text is tried with a file without being saved', async () => {
  const asked = serve({
    'POST /api/v1/mappings/drafts': { id: 'd1', toml: '', faults: [] },
    'POST /api/v1/mappings/preview?draft=d1': {
      rowsRead: 1,
      shown: [{ row: 2, fields: { quantity: 52.1 }, source: [] }],
      faults: [],
      totals: [],
      unmapped: [],
      dropped: [],
      refused: null,
    },
  });
  show(<Source id="property-energy" />, { session: session() });
  await write(`${TOML}# prov\n`);
  fireEvent.change(document.querySelector('input[type=file]')!, {
    target: { files: [new File(['a\n1\n'], 'prov.csv')] },
  });
  fireEvent.click(screen.getByRole('button', { name: 'Prova' }));
  expect((await screen.findByRole('table', { name: /Så läses/ })).textContent).toContain('52,1');
  expect(asked.find((one) => one.url.endsWith('/drafts'))?.body).toBe(`${TOML}# prov\n`);
  expect(asked.some((one) => one.method === 'PUT')).toBe(false);
});

test('a pasted mapping becomes a new source under the id it gives itself', async () => {
  const asked = serve({ 'PUT /api/v1/sources/kort-norr': { id: 'kort-norr', version: 1 } });
  show(<NewSource />, { session: session() });
  await write('[mapping]\nid = "kort-norr"\n');
  fireEvent.click(screen.getByRole('button', { name: 'Spara' }));
  await waitFor(() => expect(window.location.pathname).toBe('/admin/kallor/kort-norr'));
  expect(asked.find((one) => one.method === 'PUT')?.headers.get('If-None-Match')).toBe('*');
});
