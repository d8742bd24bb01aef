import { fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { forget } from '../../src/api/client';
import { GoalPage } from '../../src/pages/plan-goal';
import { MeasurePage } from '../../src/pages/plan-measure';
import { PlanPage } from '../../src/pages/plan';
import { ToDoPage } from '../../src/pages/to-do';
import { server, type Answers } from '../import-fixtures';
import {
  activity,
  assessment,
  coordinator,
  measure,
  plan,
  update,
} from '../plan-fixtures';
import { show } from './render';

const PLAN = '/api/v1/plans/exempelplan';
const a1 = measure('a1', { name: 'HVO100 i ambulanser' });
const site = (more: Answers = {}): Answers => ({
  'GET /api/v1/plans': { items: [{ id: 'exempelplan', name: 'Exempelplan', from: 2023, to: 2026 }] },
  [`GET ${PLAN}`]: plan(),
  [`GET ${PLAN}/measures`]: {
    plan: 'exempelplan',
    example: true,
    items: [a1, measure('a2', { name: 'Laddpunkter', orgUnit: 'HS', column: 'late' })],
  },
  [`GET ${PLAN}/activities`]: { items: [activity('t', { name: 'Sätt upp tankar' })] },
  [`GET ${PLAN}/updates`]: { items: [update('u')] },
  [`GET ${PLAN}/assessments`]: { items: [] },
  [`GET ${PLAN}/goals/resor/suggestion`]: assessment().suggestion,
  'GET /api/v1/org-units': { items: [] },
  ...more,
});
const serve = (answers: Answers) => {
  const { fetch, asked } = server(answers);
  vi.stubGlobal('fetch', fetch);
  return asked;
};
const stale = () => new Response('{"title":"Ändrad"}', { status: 412 });
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));
const write = async (label: string, value: string) =>
  fireEvent.input(await screen.findByLabelText(label), { target: { value } });
const bodyOf = (asked: { method: string; body: string }[], method: string) =>
  JSON.parse(asked.findLast((one) => one.method === method)!.body);

beforeEach(() => {
  forget();
  localStorage.clear();
  HTMLDialogElement.prototype.showModal ??= function showModal(this: HTMLDialogElement) {
    this.open = true;
  };
});
afterEach(() => {
  vi.unstubAllGlobals();
  window.history.replaceState(null, '', '/');
});

test('the plan shows its goals with indicators and measures; what is not decided says so', async () => {
  serve(site());
  show(<PlanPage />);
  const goal = (await screen.findByRole('link', { name: 'Fossilfria resor i tjänsten' })).closest(
    'article',
  )!;
  expect(goal.textContent).toMatch(/Regionstyrelsen, samtliga driftnämnder/);
  expect(goal.textContent).toMatch(/Mål 2026: minst 70/);
  expect(within(goal).getByRole('img', { name: /Andel HVO100/ })).toBeTruthy();
  expect(within(goal).getByRole('table').textContent).toMatch(/HVO100 i ambulanser.*Laddpunkter/);
  expect(document.body.textContent).toMatch(/Målvärdet är ej fastställt/);
  expect(screen.queryByRole('button', { name: /Ändra status/ })).toBeNull();
});

test('a filter stands in the address and is taken away by its chip', async () => {
  window.history.replaceState(null, '', '/handlingsplan?ansvarig=HS');
  serve(site());
  show(<PlanPage />);
  const remove = await screen.findByRole('button', { name: 'Ta bort filtret Ansvarig: HS' });
  expect(screen.getByText('1 åtgärd')).toBeTruthy();
  fireEvent.click(remove);
  await waitFor(() => expect(window.location.search).toBe(''));
  expect(screen.getByText('2 åtgärder')).toBeTruthy();
});

test('a measure is not made late without a reason; the reason is kept as an update', async () => {
  const asked = serve(
    site({ [`PUT ${PLAN}/measures/a1`]: {}, [`POST ${PLAN}/updates`]: { id: 'ny', version: 1 } }),
  );
  show(<PlanPage />, { session: coordinator() });
  fireEvent.click(
    await screen.findByRole('button', { name: 'Ändra status för HVO100 i ambulanser' }),
  );
  fireEvent.change(screen.getByLabelText('Ny status'), { target: { value: 'late' } });
  press('Spara');
  expect(await screen.findByText(/Skriv varför/)).toBeTruthy();
  expect(asked.some((one) => one.method === 'PUT')).toBe(false);
  await write('Kommentar', 'Leveransen dröjer.');
  press('Spara');
  await waitFor(() => expect(asked.some((one) => one.method === 'POST')).toBe(true));
  expect(bodyOf(asked, 'PUT')).toMatchObject({
    name: 'HVO100 i ambulanser',
    manualTimeliness: { status: 'late', reason: 'Leveransen dröjer.' },
  });
  expect(asked.find((one) => one.method === 'PUT')?.headers.get('If-Match')).toBe('"3"');
  expect(bodyOf(asked, 'POST')).toMatchObject({ measure: 'a1', text: 'Leveransen dröjer.' });
});

test('an activity is ticked off, and that can be undone', async () => {
  const asked = serve(
    site({
      [`PUT ${PLAN}/activities/t`]: activity('t', { version: 2 }),
      [`POST ${PLAN}/activities/t/undo`]: {},
    }),
  );
  show(<MeasurePage id="a1" />, { session: coordinator() });
  fireEvent.click(await screen.findByRole('checkbox', { name: 'Sätt upp tankar' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Ångra' }));
  await waitFor(() => expect(asked.some((one) => one.url.endsWith('/undo'))).toBe(true));
  expect(bodyOf(asked, 'PUT').done).toMatch(/^\d{4}-\d\d-\d\d$/);
  expect(asked.find((one) => one.url.endsWith('/undo'))?.headers.get('If-Match')).toBe('"2"');
});

test('what somebody else has changed meanwhile is laid beside mine, and nothing is lost', async () => {
  const theirs = { ...a1, version: 4, name: 'HVO100 överallt', funding: 'Klimatklivet' };
  const answers = site({
    [`PUT ${PLAN}/measures/a1`]: stale(),
    [`GET ${PLAN}/measures/a1`]: { ...theirs, recordedAt: '2026-11-23T09:42:00Z' },
  });
  const asked = serve(answers);
  show(<MeasurePage id="a1" />, { session: coordinator() });
  fireEvent.click(await screen.findByRole('button', { name: 'Ändra åtgärden' }));
  await write('Namn', 'HVO100 i alla fordon');
  await write('Investering (kr)', '5');
  press('Spara');
  await screen.findByRole('heading', { name: /Någon annan ändrade åtgärden .*10:42/ });
  const choice = screen.getByRole('group', { name: 'Välj för Namn' });
  expect(choice.textContent).toMatch(/HVO100 i alla fordon.*HVO100 överallt/);
  press('Spara det valda');
  expect(asked.filter((one) => one.method === 'PUT')).toHaveLength(1);
  fireEvent.click(within(choice).getByRole('radio', { name: /Ditt/ }));
  answers[`PUT ${PLAN}/measures/a1`] = {};
  press('Spara det valda');
  await waitFor(() => expect(asked.filter((one) => one.method === 'PUT')).toHaveLength(2));
  expect(bodyOf(asked, 'PUT')).toMatchObject({
    name: 'HVO100 i alla fordon',
    investment: 5,
    funding: 'Klimatklivet',
  });
  expect(asked.findLast((one) => one.method === 'PUT')?.headers.get('If-Match')).toBe('"4"');
});

test('what was written is still there when the form is opened again', async () => {
  serve(site());
  const first = show(<MeasurePage id="a1" />, { session: coordinator() });
  fireEvent.click(await screen.findByRole('button', { name: 'Ändra åtgärden' }));
  await write('Beskrivning', 'Halvfärdigt');
  first.unmount();
  forget();
  show(<MeasurePage id="a1" />, { session: coordinator() });
  fireEvent.click(await screen.findByRole('button', { name: 'Ändra åtgärden' }));
  const field = await screen.findByLabelText<HTMLTextAreaElement>('Beskrivning');
  expect(field.value).toBe('Halvfärdigt');
  press('Släng utkastet');
  expect(screen.getByLabelText<HTMLTextAreaElement>('Beskrivning').value).toBe(a1.description);
});

test('the machine suggests and the person decides: no verdict is chosen, and reasons are needed', async () => {
  const asked = serve(site({ [`POST ${PLAN}/assessments`]: {} }));
  show(<GoalPage id="resor" />, { session: coordinator() });
  fireEvent.click(await screen.findByRole('button', { name: 'Skriv en bedömning' }));
  expect(await screen.findByText('En av två indikatorer är på väg.')).toBeTruthy();
  const verdicts = screen.getAllByRole<HTMLInputElement>('radio');
  expect(verdicts.map((one) => one.checked)).toEqual([false, false, false, false]);
  press('Spara bedömningen');
  const summary = await screen.findByRole('alert');
  expect(summary.textContent).toMatch(/Välj en bedömning.*Skriv en motivering/);
  expect(asked.some((one) => one.method === 'POST')).toBe(false);
  fireEvent.click(screen.getByRole('radio', { name: 'Uppfylls delvis' }));
  await write('Motivering', 'Andelen ökar.');
  await write('Utfall', '32 av 70.');
  press('Spara bedömningen');
  await waitFor(() => expect(asked.some((one) => one.method === 'POST')).toBe(true));
  expect(bodyOf(asked, 'POST')).toMatchObject({
    goal: 'resor',
    verdict: 'partial',
    motivation: 'Andelen ökar.',
    evidence: [{ criterion: 'outcome', text: '32 av 70.' }],
  });
  expect(asked.findLast((one) => one.method === 'POST')?.headers.get('If-None-Match')).toBe('*');
});

test('the list of what to do asks one to sign in, and leads to each thing', async () => {
  serve({
    'GET /api/v1/to-do': {
      items: [
        {
          kind: 'updateLate',
          title: { sv: 'Uppdatera HVO100', en: 'Update HVO100' },
          detail: null,
          due: '2026-10-31',
          overdue: true,
          href: '/handlingsplan/atgarder/a1',
          orgUnit: 'RGS',
        },
      ],
      total: 1,
    },
  });
  const out = show(<ToDoPage />);
  expect((await screen.findByRole('link', { name: 'Logga in' })).getAttribute('href')).toMatch(
    /^\/logga-in\?till=/,
  );
  out.unmount();
  show(<ToDoPage />, { session: coordinator() });
  const link = await screen.findByRole('link', { name: 'Uppdatera HVO100' });
  expect(link.getAttribute('href')).toBe('/handlingsplan/atgarder/a1');
  expect(link.closest('li')?.textContent).toMatch(/Försenat.*2026-10-31.*RGS/);
});

test('the feed shows its address, name and password once, and reminders are turned off', async () => {
  const asked = serve({
    'GET /api/v1/to-do': { items: [], total: 0, reminders: { on: true, email: 'anna@example.se' } },
    'POST /api/v1/to-do/feed-token': {
      url: '/api/v1/to-do/feed',
      user: 'anna',
      token: '5f70bf18a0860',
    },
    'PUT /api/v1/to-do/reminders': { on: false, email: 'anna@example.se' },
  });
  show(<ToDoPage />, { session: coordinator() });
  const box = await screen.findByRole<HTMLInputElement>('checkbox', { name: 'Sänd mig påminnelser' });
  expect(box.checked).toBe(true);
  expect(screen.queryByText('5f70bf18a0860')).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Gör ett lösenord till flödet' }));
  expect((await screen.findByText('5f70bf18a0860')).tagName).toBe('CODE');
  expect(screen.getByText(/^http.*\/api\/v1\/to-do\/feed$/)).toBeTruthy();
  expect(screen.getByText('anna')).toBeTruthy();
  expect(document.querySelector('a[href*="5f70bf18a0860"]')).toBeNull();
  fireEvent.click(box);
  await waitFor(() => expect(asked.some((one) => one.method === 'PUT')).toBe(true));
  expect(bodyOf(asked, 'PUT')).toEqual({ on: false });
});
