import { fireEvent, screen, within } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { forget } from '../../src/api/client';
import type { Movement } from '../../src/api/foresight-types';
import { SureMark } from '../../src/components/sure-mark';
import { ForecastPanel } from '../../src/foresight/forecast-panel';
import { verdict } from '../../src/foresight/methods';
import { foresightSv } from '../../src/i18n/foresight-sv';
import { CertaintySection } from '../../src/foresight/certainty';
import { oddsText } from '../../src/foresight/class-odds';
import { MovementView } from '../../src/foresight/movement-view';
import { foresightWords } from '../../src/foresight/words';
import { parseFigure } from '../../src/routing/figure-state';
import { keyFigure } from '../fixtures';
import { certainRow, certainty, forecast, movement } from '../foresight-fixtures';
import { show } from './render';

const answer = (data: unknown, status = 200) =>
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify(data), { status }));
beforeEach(forget);
afterEach(() => vi.unstubAllGlobals());

test.each([
  [true, '✓ säker färg'],
  [false, '≈ osäker färg'],
])('whether a colour is sure (%s) is told by a sign and a word', (sure, words) => {
  const { container } = show(<SureMark sure={sure} />);
  expect(container.textContent).toBe(words);
});

test.each([
  [0, '0 %'],
  [0.001, '<\u00a01 %'],
  [0.02, '2 %'],
  [0.999, '>\u00a099 %'],
  [1, '100 %'],
])('a probability of %s is never rounded to what cannot be', (share, words) => {
  expect(oddsText(share, (one) => `${Math.round(one * 100)} %`)).toBe(words);
});

test('certainty says the interval, the odds of each group and the level it holds for', async () => {
  answer(certainty([certainRow(), certainRow({ region: '14', name: 'VGR', rank: 13 })]));
  show(
    <foresightWords.Words>
      <CertaintySection
        figure={keyFigure()}
        region="13"
        year={2023}
        state={parseFigure(new URLSearchParams())}
      />
    </foresightWords.Words>,
  );
  await screen.findByText('Hur säker är färgen?');
  const text = document.body.textContent?.replaceAll('\u00a0', ' ') ?? '';
  expect(text).toContain('plats 11–13 av 21 (80 %)');
  const odds = within(screen.getByRole('table'));
  const rows = odds.getAllByRole('row').map((one) => one.textContent?.replaceAll('\u00a0', ' '));
  expect(rows).toEqual([
    'GruppSannolikhet för färgen',
    '▲ Bästa tredjedelen0 %',
    '● Mellersta tredjedelen98 %',
    '▼ Sista tredjedelen2 %',
  ]);
});

async function showMovement(changes: Partial<Movement> = {}) {
  show(
    <foresightWords.Words>
      <MovementView movement={movement(changes)} />
    </foresightWords.Words>,
  );
  await screen.findByRole('img');
}
const openTable = () => {
  const details = screen.getByText('Visa datatabell').parentElement as HTMLDetailsElement;
  details.open = true;
  fireEvent(details, new Event('toggle'));
};

test('the parts of a move stand in a table too, and lead to the second rank', async () => {
  await showMovement();
  openTable();
  const rows = within(await screen.findByRole('table')).getAllByRole('row');
  expect(rows.slice(1).map((one) => one.textContent)).toEqual([
    'Plats 201712',
    'Vår egen ändring−48',
    'De andras ändring+816',
    'Reviderade värden+117',
    'Vilka som är med017',
    'Plats 2023+517',
  ]);
  expect(screen.getByText(/Som det publicerades: plats 12 och 16/)).toBeTruthy();
  expect(screen.getByText('Västra Götaland')).toBeTruthy();
});

test('printed ranks are told as such, without parts that nobody knows', async () => {
  await showMovement({ parts: null, overtakenBy: [], asPublished: null, today: null });
  const text = document.body.textContent ?? '';
  expect(text).toContain('Platserna är tryckta');
  expect(text).not.toContain('Vår egen ändring');
  expect(text).not.toContain('Gick om oss');
});

test('a forecast gives value, interval, probability and the pace it takes', async () => {
  show(<ForecastPanel forecast={forecast()} />);
  await screen.findByText('Når vi målet?');
  const text = document.body.textContent?.replaceAll('\u00a0', ' ') ?? '';
  for (const part of [
    '181 kWh/m²',
    '173–189 (80 % intervall)',
    '18 %',
    '−6,0 kWh/m² per år',
    'från 188 kWh/m² år 2024',
    'rak linje',
    'Kan inte räknas',
  ])
    expect(text).toContain(part);
});

test.each([
  ['3 years since the break', [{ years: 3, values: [{ year: 2024, value: 186.7 }] }], true],
  ['a mean that ends before the latest value', [{ years: 3, values: [{ year: 2023, value: 190 }] }], false],
  ['too few years', [{ years: 3, values: [] }], false],
])('means over years are told where they reach the latest value: %s', async (_, means, told) => {
  show(<ForecastPanel forecast={forecast({ means })} />);
  await screen.findByText('Når vi målet?');
  const text = document.body.textContent?.replaceAll('\u00a0', ' ') ?? '';
  if (told) expect(text).toContain('Medelvärde187 kWh/m²3 år, 2022–2024');
  else expect(text).not.toContain('Medelvärde');
});

test('a refusal is told in words, and nothing is foretold', async () => {
  const refused = { sv: 'Minst 3 värden behövs.', en: 'At least 3 values are needed.' };
  const none = { value: null, interval: null, targetProbability: null, path: [], refused };
  show(<ForecastPanel forecast={forecast(none)} />);
  expect(await screen.findByText('Minst 3 värden behövs.')).toBeTruthy();
  expect(document.body.textContent).not.toContain('Prognos 2026');
  expect(document.body.textContent).not.toContain('Så valdes metoden');
});

const w = foresightSv.forecast;
const compared = { series: 12, forecasts: 180, years: [2015, 2022] };
test.each([
  ['halfSlope', true, true, compared, w.beats],
  ['halfSlope', true, false, compared, w.notBeaten(w.straightLine)],
  ['halfSlope', false, false, compared, w.notBeaten(w.both)],
  ['lastValue', false, false, compared, w.notBeatenUsed(w.lastValue)],
  ['straightLine', true, false, compared, w.simpleLine],
  ['lastValue', false, false, null, w.noComparison],
])('%s, better than the latest value: %s, than the line: %s', (method, last, line, on, words) => {
  const comparison = { method, beatsLastValue: last, beatsStraightLine: line, comparedOn: on };
  expect(verdict(comparison, w)).toBe(words);
});
