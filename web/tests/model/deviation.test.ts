import { expect, test } from 'vitest';
import { changeOf, deviation } from '../../src/model/deviation';
import { cell, row } from '../fixtures';

test.each([
  [188, 176, 'low', { met: false, gap: 12 }],
  [170, 176, 'low', { met: true, gap: 6 }],
  [98.6, 100, 'high', { met: false, gap: 1.4 }],
  [100, 100, 'high', { met: true, gap: 0 }],
] as const)('%d against %d where %s is better', (value, target, polarity, expected) => {
  expect(deviation(value, target, polarity)).toEqual(expected);
});

test('without value, target or direction there is no distance', () => {
  expect(deviation(null, 1, 'low')).toBeNull();
  expect(deviation(1, null, 'low')).toBeNull();
  expect(deviation(1, 2, 'none')).toBeNull();
});

test('a change is counted since the nearest earlier year, whatever the order of the columns', () => {
  const cells = [
    cell({ year: 2023, value: 184 }),
    cell({ year: 2017, value: 199 }),
    cell({ year: 2022, value: 188 }),
  ];
  expect(changeOf(row({ cells }), cells[0]!)).toEqual({ kind: 'change', by: -4, since: 2022 });
});

test('no change is counted across two series or without an earlier value', () => {
  const cells = [cell({ year: 2022, series: 'kolada' }), cell({ year: 2023, series: 'printed' })];
  expect(changeOf(row({ cells }), cells[1]!).kind).toBe('otherSeries');
  expect(changeOf(row({ cells }), cells[0]!).kind).toBe('none');
});
