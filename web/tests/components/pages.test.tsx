import { fireEvent, screen, waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { forget } from '../../src/api/client';
import { ErrorMessage } from '../../src/components/error-message';
import { ApiError } from '../../src/api/client';
import { Header } from '../../src/components/header';
import { AccessibilityPage } from '../../src/pages/accessibility';
import { Figure } from '../../src/pages/figure';
import { Overview } from '../../src/pages/overview';
import { comparison, keyFigure, reference, row } from '../fixtures';
import { show } from './render';

const answer = (data: unknown, status = 200) =>
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify(data), { status }));
beforeEach(forget);
afterEach(() => {
  vi.unstubAllGlobals();
  window.history.replaceState(null, '', '/');
});

test('the overview names region and years in the title of the window', async () => {
  answer(comparison([row()]));
  show(<Overview />);
  await waitFor(() => expect(document.title).toBe('Översikt – Region Halland 2017–2024 – tertil'));
  expect(screen.getByText(/Färgen visar bara rangordning/)).toBeTruthy();
});

test('a region without published values gets a sentence, not an empty table', async () => {
  answer(comparison([]));
  show(<Overview />);
  expect(
    await screen.findByText('Inga nyckeltal är publicerade för Region Halland ännu.'),
  ).toBeTruthy();
});

test('a failed load says what happened, what is safe, and can be tried again', async () => {
  answer({ title: 'Fel', detail: 'Databasen svarar inte', instance: '/fel/42' }, 500);
  show(<Overview />);
  const alert = await screen.findByRole('alert');
  for (const text of [
    'Tyvärr har något blivit fel',
    'Databasen svarar inte',
    'Inga uppgifter har ändrats',
    '/fel/42',
  ])
    expect(alert.textContent).toContain(text);
  answer(comparison([row()]));
  fireEvent.click(screen.getByRole('button', { name: 'Försök igen' }));
  expect(await screen.findByRole('table')).toBeTruthy();
});

test.each([
  [403, 'Du har inte behörighet'],
  [503, 'Tjänsten är stängd för underhåll'],
  [404, 'Sidan kunde inte hittas'],
  [0, 'Servern svarade inte'],
])('status %i is told in words', (status, words) => {
  show(<ErrorMessage error={new ApiError(status, '', null)} />);
  expect(screen.getByRole('alert').textContent).toContain(words);
});

test('a key figure without values says so and how they are loaded', () => {
  show(<Figure slug="energi" />, {
    reference: reference({ keyFigures: [keyFigure({ fetch: null })] }),
  });
  expect(screen.getByText('Inga värden är inlästa ännu')).toBeTruthy();
  expect(document.body.textContent).toContain('tertil import --source own-key-figures');
});

test('an unknown key figure is a page that could not be found', () => {
  show(<Figure slug="finns-inte" />);
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Sidan kunde inte hittas');
});

test('the accessibility statement has every part the law asks for', () => {
  const { container } = show(<AccessibilityPage />);
  const text = container.textContent ?? '';
  for (const part of [
    'Region Halland',
    'tertil',
    'delvis förenlig',
    'En känd brist',
    'Självskattning',
    '1 november 2026',
    '2 november 2026',
    'Oskäligt betungande anpassning (12 §)',
    'inte omfattas av lagen (9 §)',
  ])
    expect(text).toContain(part);
  const links = [...container.querySelectorAll('a')].map((link) => link.getAttribute('href'));
  expect(links).toContain('https://example.org/kontakt');
  expect(links).toContain('https://www.digg.se/tdosanmalan');
});

test('a statement without a contact says so instead of linking nowhere', () => {
  const nowhere = reference();
  Object.assign(nowhere.info.site.accessibility, { contactUrl: '', contactEmail: '' });
  const { container } = show(<AccessibilityPage />, { reference: nowhere });
  expect(container.textContent).toContain('Var brister anmäls är inte angivet ännu.');
  expect(container.querySelector('ul')?.hidden).toBe(true);
  expect(container.querySelector('a[href=""], a[href="mailto:"]')).toBeNull();
});

test('every link of the menu keeps English, and the switch leads back to Swedish', () => {
  window.history.replaceState(null, '', '/data?lang=en');
  const { container } = show(<Header />, { lang: 'en' });
  const menu = [...container.querySelectorAll('.menu a')].map((link) => link.getAttribute('href'));
  expect(menu).toEqual(
    ['/', '/nyckeltal', '/jamfor', '/handlingsplan', '/rapport', '/data'].map((path) => `${path}?lang=en`),
  );
  expect(container.querySelector('.language')?.getAttribute('href')).toBe('/data');
});

test('the search box finds while one writes, and Escape empties it', () => {
  const { container } = show(<Header />);
  const box = screen.getByRole('searchbox');
  fireEvent.input(box, { target: { value: 'energi' } });
  expect(container.querySelector('.hits a')?.getAttribute('href')).toBe('/nyckeltal/energi');
  fireEvent.keyDown(box, { key: 'Escape' });
  expect(container.querySelector('.hits')).toBeNull();
});
