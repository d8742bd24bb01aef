import { fireEvent, screen, waitFor } from '@testing-library/preact';
import { useState } from 'preact/hooks';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { forget } from '../../src/api/client';
import type { Session } from '../../src/api/session-types';
import { Announcer } from '../../src/components/announcer';
import { Header } from '../../src/components/header';
import { SignIn, placeAfter } from '../../src/pages/sign-in';
import { signInWays } from '../../src/session/ask';
import { Require } from '../../src/session/require';
import { SessionContext, SessionProvider } from '../../src/session/session';
import { SessionWatch, endOf } from '../../src/session/watch';
import { show } from '../components/render';
import { reference } from '../fixtures';
import { server, session } from '../import-fixtures';

const withSignIn = () => {
  const known = reference();
  return { ...known, info: { ...known.info, signIn: true } };
};
const minutesFromNow = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

beforeEach(() => {
  forget();
  HTMLDialogElement.prototype.showModal ??= function showModal(this: HTMLDialogElement) {
    this.open = true;
  };
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
  window.history.replaceState(null, '', '/');
});

test.each([
  [null, '/import'],
  ['/import/ny', '/import/ny'],
  ['//elak.example', '/import'],
  ['/\\elak.example', '/import'],
  ['https://elak.example', '/import'],
  ['javascript:alert(1)', '/import'],
])('after signing in with till=%j one comes to %s', (till, place) =>
  expect(placeAfter(till)).toBe(place),
);

test('a form without name and password says what is missing and sends nothing', async () => {
  const { fetch, asked } = server({});
  vi.stubGlobal('fetch', fetch);
  show(<SignIn />, { reference: withSignIn() });
  fireEvent.click(await screen.findByRole('button', { name: 'Logga in' }));
  expect(await screen.findByText('Skriv ditt användarnamn.')).toBeTruthy();
  expect(screen.getByText('Skriv ditt lösenord.')).toBeTruthy();
  expect(screen.getByLabelText('Lösenord').getAttribute('aria-invalid')).toBe('true');
  expect(asked).toEqual([]);
});

test('a wrong password is told in words and emptied, the name is kept', async () => {
  const { fetch } = server({ 'POST /api/v1/session': new Response('{}', { status: 401 }) });
  vi.stubGlobal('fetch', fetch);
  show(<SignIn />, { reference: withSignIn() });
  fireEvent.input(await screen.findByLabelText('Användarnamn'), { target: { value: 'anna' } });
  fireEvent.input(screen.getByLabelText('Lösenord'), { target: { value: 'fel' } });
  fireEvent.click(screen.getByRole('button', { name: 'Logga in' }));
  expect((await screen.findByRole('alert')).textContent).toContain('stämmer inte');
  expect((screen.getByLabelText('Användarnamn') as HTMLInputElement).value).toBe('anna');
  expect((screen.getByLabelText('Lösenord') as HTMLInputElement).value).toBe('');
});

test('signing in leads back to where one came from', async () => {
  window.history.replaceState(null, '', '/logga-in?till=/import/ny');
  const { fetch, asked } = server({ 'POST /api/v1/session': session() });
  vi.stubGlobal('fetch', fetch);
  show(<SignIn />, { reference: withSignIn() });
  fireEvent.input(await screen.findByLabelText('Användarnamn'), { target: { value: ' anna ' } });
  fireEvent.input(screen.getByLabelText('Lösenord'), { target: { value: 'rätt ord' } });
  fireEvent.click(screen.getByRole('button', { name: 'Logga in' }));
  await waitFor(() => expect(window.location.pathname).toBe('/import/ny'));
  expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ name: 'anna', password: 'rätt ord' });
});

test.each([
  [['plan.edit'] as const, '/att-gora'],
  [['import.send'] as const, '/import'],
])('who came to sign in and nothing else, and may %j, goes on to %s', async (mine, place) => {
  window.history.replaceState(null, '', '/logga-in');
  const { fetch } = server({ 'POST /api/v1/session': session([...mine]) });
  vi.stubGlobal('fetch', fetch);
  show(<SignIn />, { reference: withSignIn() });
  fireEvent.input(await screen.findByLabelText('Användarnamn'), { target: { value: 'anna' } });
  fireEvent.input(screen.getByLabelText('Lösenord'), { target: { value: 'rätt ord' } });
  fireEvent.click(screen.getByRole('button', { name: 'Logga in' }));
  await waitFor(() => expect(window.location.pathname).toBe(place));
});

test('the region’s own way of signing in comes first, leads back, and names itself', async () => {
  window.history.replaceState(null, '', '/logga-in?till=/import/ny');
  const signIn = { password: true, oidc: { name: 'Region Halland' }, proxy: null };
  const { fetch } = server({ 'GET /api/v1/session': { user: null, signIn } });
  vi.stubGlobal('fetch', fetch);
  show(
    <SessionProvider>
      <SignIn />
    </SessionProvider>,
    { reference: withSignIn() },
  );
  const link = await screen.findByRole('link', { name: 'Logga in med Region Halland' });
  expect(link.getAttribute('href')).toBe('/api/v1/session/oidc/start?till=%2Fimport%2Fny');
  expect(screen.queryAllByRole('link', { name: /^Logga in med/ })).toHaveLength(1);
  expect(screen.getByLabelText('Lösenord')).toBeTruthy();
  expect(screen.queryByRole('alert')).toBeNull();
  signInWays.value = null;
});

test.each([
  ['no-group', 'ingen behörighet här'],
  ['cancelled', 'loggade inte in dig'],
  ['untrusted', 'gick inte att lita på'],
])('whoever comes back with %s is told why', async (why, words) => {
  window.history.replaceState(null, '', `/logga-in?fel=${why}`);
  show(<SignIn />, { reference: withSignIn() });
  expect((await screen.findByRole('alert')).textContent).toContain(words);
});

test.each(['hittepå', 'constructor', '<b>x</b>'])(
  'an unknown reason (%s) says nothing',
  async (why) => {
    window.history.replaceState(null, '', `/logga-in?fel=${encodeURIComponent(why)}`);
    show(<SignIn />, { reference: withSignIn() });
    await screen.findByLabelText('Lösenord');
    expect(screen.queryByRole('alert')).toBeNull();
  },
);

test('the menu has Import and Administration only for those who may use them', () => {
  const menu = (who: Session | null) => {
    const { container, unmount } = show(<Header />, { reference: withSignIn(), session: who });
    const links = [...container.querySelectorAll('.menu a')].map((one) => one.textContent);
    const corner = container.querySelector('.sign-in')?.textContent;
    unmount();
    return [links.slice(6), corner];
  };
  expect(menu(null)).toEqual([[], 'Logga in']);
  expect(menu(session())).toEqual([['Import', 'Administration'], 'Logga ut']);
  expect(menu(session(['import.send']))).toEqual([['Import'], 'Logga ut']);
  expect(menu(session(['drilldown.detail']))).toEqual([[], 'Logga ut']);
});

test('a site where nobody can sign in has no link to it and asks for no session', () => {
  const { fetch, asked } = server({});
  vi.stubGlobal('fetch', fetch);
  const { container } = show(
    <SessionProvider>
      <Header />
    </SessionProvider>,
  );
  expect(container.querySelector('.sign-in')).toBeNull();
  expect(asked).toEqual([]);
});

test('who is signed in is asked once the page is there', async () => {
  const { fetch, asked } = server({ 'GET /api/v1/session': session() });
  vi.stubGlobal('fetch', fetch);
  const { container } = show(
    <SessionProvider>
      <Header />
    </SessionProvider>,
    { reference: withSignIn() },
  );
  expect(asked).toEqual([]);
  await waitFor(() => expect(container.querySelector('.menu')?.textContent).toContain('Import'));
});

test('a page for others tells what is needed and links to signing in and back', async () => {
  window.history.replaceState(null, '', '/import?sida=2');
  const page = (
    <Require permission="import.read" title="Import">
      hemligt
    </Require>
  );
  const { container, unmount } = show(page, { reference: withSignIn() });
  expect(await screen.findByText('Logga in för att se sidan')).toBeTruthy();
  expect(container.querySelector('a.button')?.getAttribute('href')).toBe(
    '/logga-in?till=%2Fimport%3Fsida%3D2',
  );
  expect(container.textContent).not.toContain('hemligt');
  unmount();
  show(page, { reference: withSignIn(), session: session([]) });
  expect((await screen.findByText(/Rollen Dataansvarig/)).textContent).toContain('inte rätt');
});

test('the session ends with its idle time or its longest time, whichever comes first', () => {
  const whole = session();
  expect(endOf(whole)).toEqual({ at: Date.parse(whole.idleExpiresAt), canGoOn: true });
  expect(endOf({ ...whole, expiresAt: '2026-11-22T13:00:00Z' })).toEqual({
    at: Date.parse('2026-11-22T13:00:00Z'),
    canGoOn: false,
  });
});

function Watched({ first }: { first: Session }) {
  const [who, setSession] = useState<Session | null>(first);
  return (
    <Announcer>
      <SessionContext value={{ session: who, setSession }}>
        {who ? <SessionWatch /> : <p>utloggad</p>}
      </SessionContext>
    </Announcer>
  );
}

test('two minutes before the end it is said and announced, and Fortsätt keeps the session', async () => {
  const ending = {
    ...session(),
    idleExpiresAt: minutesFromNow(1.5),
    expiresAt: minutesFromNow(300),
  };
  const { fetch, asked } = server({ 'GET /api/v1/session': ending, 'GET /api/v1/imports': {} });
  vi.stubGlobal('fetch', fetch);
  show(<Watched first={ending} />);
  const button = await screen.findByRole('button', { name: 'Fortsätt' });
  await waitFor(() =>
    expect(screen.getByRole('status').textContent).toContain('Om två minuter loggas du ut'),
  );
  fireEvent.click(button);
  await waitFor(() => expect(asked.some((one) => one.url.includes('/imports?limit=1'))).toBe(true));
});

test('activity elsewhere is noticed before anything is said', async () => {
  const old = { ...session(), idleExpiresAt: minutesFromNow(1), expiresAt: minutesFromNow(300) };
  const { fetch, asked } = server({
    'GET /api/v1/session': { ...old, idleExpiresAt: minutesFromNow(25) },
  });
  vi.stubGlobal('fetch', fetch);
  show(<Watched first={old} />);
  await waitFor(() => expect(asked).toHaveLength(1));
  expect(screen.queryByRole('button', { name: 'Fortsätt' })).toBeNull();
});

test('a session that has ended is told', async () => {
  const old = { ...session(), idleExpiresAt: minutesFromNow(-1), expiresAt: minutesFromNow(300) };
  const { fetch } = server({ 'GET /api/v1/session': { user: null } });
  vi.stubGlobal('fetch', fetch);
  show(<Watched first={old} />);
  expect(await screen.findByText('utloggad')).toBeTruthy();
  expect(screen.getByRole('status').textContent).toBe('Du har loggats ut.');
});
