import { expect, test } from 'vitest';
import { movementYears, printedIn, rankedIn, rankedSeries, steps } from '../../src/model/movement';
import { cell, comparison, keyFigure, row, valueSeries } from '../fixtures';
import { movement } from '../foresight-fixtures';

test('the parts lead from the first rank to the second, one after the other', () => {
  const moved = movement();
  const found = steps(moved);
  expect(found.map(({ part, before, after }) => [part, before, after])).toEqual([
    ['own', 12, 8],
    ['others', 8, 16],
    ['revisions', 16, 17],
    ['membership', 17, 17],
  ]);
  expect(found.at(-1)?.after).toBe(moved.rankTo);
});

test('printed ranks have no parts', () => {
  expect(steps(movement({ parts: null }))).toEqual([]);
});

const years = [2015, 2016, 2019, 2022];
test.each([
  ['the year of the page and the one before it', null, null, 2019, false, [2016, 2019]],
  ['the last two where the page shows another year', null, null, 2024, false, [2019, 2022]],
  ['the first and the last of a few printed ranks', null, null, 2024, true, [2015, 2022]],
  ['those chosen', 2015, 2019, 2022, false, [2015, 2019]],
  ['a first year chosen alone, up to the page', 2015, null, 2022, false, [2015, 2022]],
  ['nothing backwards', 2022, 2016, 2022, false, [2015, 2016]],
  ['only years with a rank', 2014, 2020, 2022, false, [2019, 2022]],
])('the move explained is between %s', (_, from, to, page, wide, expected) => {
  const chosen = movementYears(years, { from, to }, page, wide);
  expect([chosen?.from, chosen?.to]).toEqual(expected);
});

test('one ranked year explains no move', () => {
  expect(movementYears([2022], { from: null, to: null }, 2022, false)).toBeNull();
});

test('a region’s ranked years are those of one series in which others have values too', () => {
  const info = { firstYear: 2015, lastYear: 2017, recordedAt: '', label: { sv: '', en: '' } };
  const figure = keyFigure({
    series: [
      { ...info, series: 'printed', years: [{ year: 2023, n: 1 }] },
      {
        ...info,
        series: 'kolada',
        years: [
          { year: 2015, n: 21 },
          { year: 2016, n: 1 },
          { year: 2017, n: 20 },
        ],
      },
    ],
  });
  expect(rankedSeries(figure, null)).toBe('kolada');
  const values = valueSeries({ '13': [1, 2, 3], '14': [null, 1, 3] }, 2015);
  expect(rankedIn(figure, 'kolada', values, '13')).toEqual([2015, 2017]);
  expect(rankedIn(figure, 'kolada', values, '14')).toEqual([2017]);
});

test('a key figure that only the own region has is explained by its printed ranks', () => {
  const printed = { value: 1, rank: 12, of: 21, class: 'yellow' as const };
  const energy = row({
    cells: [cell({ year: 2023, printed }), cell({ year: 2017, printed }), cell({ year: 2024 })],
  });
  expect(rankedSeries(keyFigure(), null)).toBeNull();
  expect(printedIn(comparison([energy]), energy.keyFigure)).toEqual([2017, 2023]);
});
