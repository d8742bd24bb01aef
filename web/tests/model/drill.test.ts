import { expect, test } from 'vitest';
import { columnsOf, drillYears, heaviestFirst, ownYear, pageOf } from '../../src/model/drill';
import { localParts } from '../../src/model/readings';
import { at, drillAddress, parseDrill } from '../../src/routing/drill-state';
import { keyFigure } from '../fixtures';
import { breakdown } from '../import-fixtures';

const own = (years: number[]) =>
  keyFigure({
    series: [
      {
        series: 'own',
        firstYear: years[0] ?? 0,
        lastYear: years.at(-1) ?? 0,
        years: years.map((year) => ({ year, n: 1 })),
        recordedAt: '',
        label: { sv: 'Egen', en: 'Own' },
      },
    ],
  });

test.each([
  ['/nyckeltal/energi/2024', [], ''],
  ['/nyckeltal/energi/2024/RGS/B001/M17', ['RGS', 'B001', 'M17'], ''],
  ['/nyckeltal/energi/2024/RGS?region=14', ['RGS'], 'region=14'],
  ['/nyckeltal/energi/2024/RGS/B%2F1?manad=3&dag=4', ['RGS', 'B%2F1'], 'manad=3&dag=4'],
])('the address %s is read and written alike', (address, path, query) => {
  const state = parseDrill('energi', 2024, path, new URLSearchParams(query));
  expect(drillAddress(state)).toBe(address);
});

test('a day without its month, and numbers out of range, are left out', () => {
  const read = (query: string) => parseDrill('energi', 2024, [], new URLSearchParams(query));
  expect(read('dag=4')).toMatchObject({ month: null, day: null });
  expect(read('manad=13&dag=4')).toMatchObject({ month: null, day: null });
  expect(read('manad=2&dag=40')).toMatchObject({ month: 2, day: null });
  expect(read('region=x')).toMatchObject({ region: null });
});

test('another place in the tree begins with its whole year', () => {
  const state = parseDrill('energi', 2024, ['RGS'], new URLSearchParams('manad=3&dag=4'));
  expect(drillAddress(at(state, ['RGS', 'B001']))).toBe('/nyckeltal/energi/2024/RGS/B001');
});

test('years with an own value are offered, and the newest is the default', () => {
  expect(drillYears(own([2022, 2024]), 2023)).toEqual([2024, 2023, 2022]);
  expect(ownYear(own([2022, 2024]), 2022)).toBe(2022);
  expect(ownYear(own([2022, 2024]), 2023)).toBe(2024);
  expect(ownYear(keyFigure({ series: [] }), 2023)).toBeNull();
});

test('what weighs most comes first, and columns without values are left out', () => {
  const data = breakdown();
  expect(heaviestFirst(data.children).map((child) => child.code)).toEqual(['RGS', 'FTV']);
  expect(columnsOf(data)).toEqual({
    denominator: true,
    coverage: true,
    normalised: true,
    share: true,
  });
  expect(columnsOf(breakdown({ children: [] })).share).toBe(false);
});

test('pages are cut and kept within what there is', () => {
  const items = Array.from({ length: 70 }, (_, index) => index);
  expect(pageOf(items, 3, 31)).toMatchObject({ page: 3, pages: 3, items: items.slice(62) });
  expect(pageOf(items, 99, 31).page).toBe(3);
  expect(pageOf([], 1, 31)).toEqual({ page: 1, pages: 1, items: [] });
});

test.each([
  ['2024-02-29T23:00:00Z', '2024-03-01', '00:00', 3, 1],
  ['2024-07-31T22:00:00Z', '2024-08-01', '00:00', 8, 1],
  ['2024-10-27T00:00:00Z', '2024-10-27', '02:00', 10, 27],
  ['2024-10-27T01:00:00Z', '2024-10-27', '02:00', 10, 27],
])('%s is %s %s in Sweden', (instant, date, time, month, day) => {
  expect(localParts(instant)).toEqual({ date, time, month, day });
});
