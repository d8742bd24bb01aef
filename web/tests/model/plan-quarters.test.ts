import { expect, test } from 'vitest';
import { inQuarter, quarterOf, timelineOf } from '../../src/model/plan-quarters';
import { measure } from '../plan-fixtures';

test.each([
  ['2025-01', 'start', 8100],
  ['2025-03-31', 'end', 8100],
  ['2025-04', 'start', 8101],
  ['2025-12', 'end', 8103],
  ['2025', 'start', 8100],
  ['2025', 'end', 8103],
  [null, 'end', null],
  ['hösten 2025', 'end', null],
  ['2025-13', 'end', null],
] as const)('%s as %s is quarter %s', (text, edge, expected) => {
  expect(quarterOf(text, edge)).toBe(expected);
});

test('the timeline holds the whole plan and what lies outside it, the first to end first', () => {
  const { quarters, rows, undated } = timelineOf(
    [
      measure('sen', { start: '2024-01', end: '2027-02' }),
      measure('tidig', { start: '2022-10', end: '2023-06' }),
      measure('utan', { start: null, end: null }),
      measure('öppen', { start: '2025', end: null }),
    ],
    2023,
    2026,
  );
  expect([quarters[0], quarters.at(-1)]).toEqual([2022 * 4 + 3, 2027 * 4]);
  expect(rows.map((row) => row.measure.id)).toEqual(['tidig', 'sen', 'öppen']);
  expect(undated.map((one) => one.id)).toEqual(['utan']);
});

test('a date far away does not make the table endless', () => {
  const { quarters } = timelineOf([measure('x', { start: '2023', end: '9999' })], 2023, 2026);
  expect(quarters).toHaveLength(40);
});

test('a measure is under way until the quarter it ends in', () => {
  const row = { measure: measure('x'), from: 10, to: 12 };
  expect([9, 10, 11, 12, 13].map((quarter) => inQuarter(row, quarter))).toEqual([
    null,
    'during',
    'during',
    'ends',
    null,
  ]);
});

test('what has no end is told of only where it begins, and what has no start where it ends', () => {
  const open = { measure: measure('x'), from: 10, to: null };
  expect([9, 10, 11].map((quarter) => inQuarter(open, quarter))).toEqual([null, 'during', null]);
  const only = { measure: measure('x'), from: null, to: 10 };
  expect([9, 10, 11].map((quarter) => inQuarter(only, quarter))).toEqual([null, 'ends', null]);
});
