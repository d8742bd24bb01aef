import { expect, test } from 'vitest';
import { barOf, latestFact, wayOf } from '../../src/model/indicator-bar';
import { indicator, target } from '../plan-fixtures';

const fact = (period: string, value: number | null) => ({ period, value, text: '', source: null });

test('the bar shows where the straight path would be, and how much of the way is gone', () => {
  // Energy: 199 in 2017, 188 in 2024, 176 in 2026; the path gives 199 − 23 · 7/9.
  const energy = indicator('kwh', 'energi', { facts: [fact('2022', 195), fact('2024', 188)] });
  const bar = barOf(
    energy,
    target('t', 'kwh', {
      value: 176,
      direction: 'decrease',
      baselineYear: 2017,
      baselineValue: 199,
    }),
  );
  expect(bar?.expectedNow).toBeCloseTo(181.11, 2);
  expect(bar?.progress).toBeCloseTo(11 / 23, 10);
  expect(bar).toMatchObject({ currentYear: 2024, currentValue: 188, status: 'notAssessable' });
});

test.each([
  ['decrease', 170, 'achieved'],
  ['decrease', 176, 'achieved'],
  ['decrease', 180, 'notAssessable'],
  ['increase', 180, 'achieved'],
  ['increase', 170, 'notAssessable'],
] as const)('a target of 176 that is to %s is, at %d, %s', (direction, value, status) => {
  const one = indicator('i', 'g', { facts: [fact('2024', value)] });
  expect(barOf(one, target('t', 'i', { value: 176, direction }))?.status).toBe(status);
});

test.each([
  ['not decided yet', { undetermined: true, value: null }],
  ['of no year', { year: null }],
  ['a range', { value: null, low: 1, high: 2 }],
])('a target that is %s has no bar', (_, more) => {
  expect(barOf(indicator('i', 'g'), target('t', 'i', more))).toBeNull();
});

test('nothing measured, no bar; a step has no expected place; no baseline, no way', () => {
  expect(barOf(indicator('i', 'g', { facts: [fact('2024', null)] }), target('t', 'i'))).toBeNull();
  expect(barOf(indicator('i', 'g'), target('t', 'i', { path: 'step' }))?.expectedNow).toBeNull();
  const bare = barOf(indicator('i', 'g'), target('t', 'i', { baselineValue: null }));
  expect([bare?.progress, bare?.expectedNow]).toEqual([null, null]);
});

test('the newest number counts, whatever the order; words without a number do not', () => {
  expect(latestFact([fact('2024', 2), fact('2025', null), fact('2023', 1)])?.value).toBe(2);
  expect(latestFact([])).toBeNull();
});

test('which way is better follows from the numbers when nobody has said it', () => {
  const unsaid = { direction: null, baselineValue: 10 };
  expect(wayOf(target('t', 'i', { ...unsaid, value: 5 }))).toBe('low');
  expect(wayOf(target('t', 'i', { ...unsaid, value: 15 }))).toBe('high');
  // Energy 188 of at most 176, with no start and no direction: the key figure knows, and nobody
  // says that the target is met where nobody knows.
  const bare = target('t', 'i', { direction: null, baselineValue: null, value: 176 });
  const energy = indicator('i', 'g', { facts: [fact('2024', 188)] });
  expect(wayOf(bare, 'low')).toBe('low');
  expect(wayOf(bare)).toBeNull();
  expect(barOf(energy, bare, 'low')?.status).toBe('notAssessable');
  expect(barOf(energy, bare, 'high')?.status).toBe('achieved');
  expect(barOf(energy, bare)?.status).toBe('notAssessable');
});
