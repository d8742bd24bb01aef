import { expect, test } from 'vitest';
import { areaPath, linePath, runs, spread } from '../../src/charts/line-path';
import { linear, paddedDomain, ticks, yearTicks } from '../../src/charts/scale';
import { pile } from '../../src/charts/strip-plot';
import { TILES } from '../../src/charts/tile-positions';

test('a scale maps the ends to the ends, also when turned round', () => {
  const scale = linear([0, 10], [100, 0]);
  expect([scale(0), scale(5), scale(10)]).toEqual([100, 50, 0]);
  expect(linear([3, 3], [0, 10])(3)).toBe(5);
});

test.each([
  [[0, 100], 5, [0, 20, 40, 60, 80, 100]],
  [[176, 199], 5, [180, 185, 190, 195]],
  [[1.8, 4.1], 5, [2, 2.5, 3, 3.5, 4]],
  [[5, 5], 4, [5]],
] as const)('ticks of %j are round', (domain, count, expected) => {
  expect(ticks([domain[0], domain[1]], count)).toEqual(expected);
});

test('the domain has air but stays within what the unit allows', () => {
  expect(paddedDomain([0, 100], { min: 0, max: 100 })).toEqual([0, 100]);
  const [low, high] = paddedDomain([10, 20], { min: 0, max: 100 });
  expect(low).toBeLessThan(10);
  expect(high).toBeGreaterThan(20);
  expect(paddedDomain([], { min: 0, max: null })).toEqual([0, 1]);
});

test('the last year is always written, however little room there is', () => {
  expect(yearTicks(2011, 2026, 1000)).toHaveLength(16);
  expect(yearTicks(2011, 2026, 200).at(-1)).toBe(2026);
  expect(yearTicks(2011, 2026, 200).length).toBeLessThan(6);
});

const x = linear([2017, 2024], [0, 70]);
const y = linear([0, 10], [100, 0]);

test('a line is broken where years are missing', () => {
  const points = [
    { year: 2017, value: 1 },
    { year: 2018, value: null },
    { year: 2022, value: 2 },
    { year: 2023, value: 3 },
  ];
  expect(runs(points).map((run) => run.length)).toEqual([1, 2]);
  expect(linePath(points, x, y).match(/M/g)).toHaveLength(2);
});

test('a year that is simply not in the list breaks the line too', () => {
  expect(
    linePath(
      [
        { year: 2017, value: 1 },
        { year: 2022, value: 2 },
      ],
      x,
      y,
    ).match(/M/g),
  ).toHaveLength(2);
});

test('the band closes round each run of years', () => {
  const path = areaPath(
    [
      { year: 2017, low: 1, high: 3 },
      { year: 2018, low: 2, high: 4 },
      { year: 2020, low: 2, high: 3 },
    ],
    x,
    y,
  );
  expect(path.match(/Z/g)).toHaveLength(2);
});

test('labels are moved apart, keep their order and stay inside', () => {
  const placed = spread([50, 51, 10, 99], 15, 0, 100);
  expect(placed[0]! < placed[1]!).toBe(true);
  const sorted = [...placed].sort((a, b) => a - b);
  for (let index = 1; index < sorted.length; index++)
    expect(sorted[index]! - sorted[index - 1]!).toBeGreaterThanOrEqual(14.99);
  expect(Math.max(...placed)).toBeLessThanOrEqual(100);
});

test('dots that would cover each other are piled up', () => {
  expect(pile([10, 10, 11, 60], 12)).toEqual([0, 1, 2, 0]);
});

test('the tile map has 21 regions, no two in one place', () => {
  const places = Object.values(TILES).map((tile) => `${tile.column},${tile.row}`);
  expect(places).toHaveLength(21);
  expect(new Set(places).size).toBe(21);
});
