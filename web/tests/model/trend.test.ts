import { expect, test } from 'vitest';
import { trendModel, trendValues, trendYears } from '../../src/model/trend';
import { valueSeries } from '../fixtures';

const target = {
  region: '13',
  year: 2026,
  value: 176,
  baselineYear: 2017,
  baselineValue: 199,
  path: 'linear',
  decision: '',
};
const series = valueSeries(
  { 14: [150, 140], 13: [199, null, null, null, null, 188, 184, 188] },
  2017,
  { targets: [target] },
);

test('the own region comes first and the axis reaches the target year', () => {
  const model = trendModel(series, '13', false);
  expect(model.lines.map((line) => line.region)).toEqual(['13', '14']);
  expect([model.from, model.to]).toEqual([2017, 2026]);
});

test('missing years stay missing', () => {
  const model = trendModel(series, '13', false);
  expect(model.lines[0]?.points.find((point) => point.year === 2019)?.value).toBeNull();
  expect(trendYears(model)).toEqual([2017, 2018, 2022, 2023, 2024]);
});

test('as an index each line is 100 in the base year, and the target follows ours', () => {
  const model = trendModel(series, '13', true);
  expect(model.baseYear).toBe(2017);
  expect(model.lines.map((line) => line.points[0]?.value)).toEqual([100, 100]);
  expect(model.target?.value).toBeCloseTo((176 / 199) * 100);
});

test('the axis holds every value, the band and the target', () => {
  const model = trendModel(
    {
      ...series,
      bands: [
        { year: 2023, n: 21, median: 160, greenYellow: 120, yellowRed: 210, low: 120, high: 210 },
      ],
    },
    '13',
    false,
  );
  expect(Math.min(...trendValues(model))).toBe(120);
  expect(Math.max(...trendValues(model))).toBe(210);
});
