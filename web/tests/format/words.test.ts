import { expect, test } from 'vitest';
import { compareNames } from '../../src/format/collate';
import { formatDate, formatTime } from '../../src/format/date';

test('å, ä and ö come last', () => {
  expect(['Örebro', 'Åre', 'Zinkgruvan', 'Ängelholm', 'Alvesta'].sort(compareNames)).toEqual([
    'Alvesta',
    'Zinkgruvan',
    'Åre',
    'Ängelholm',
    'Örebro',
  ]);
});

test('times are Swedish time, summer and winter', () => {
  expect(formatTime('2026-11-22T03:10:00.000000Z')).toBe('2026-11-22 04:10');
  expect(formatTime('2026-06-22T03:10:00Z')).toBe('2026-06-22 05:10');
});

test('dates in running text are written out, and what is no date is left alone', () => {
  expect(formatDate('2025-02-03', 'sv')).toBe('3 februari 2025');
  expect(formatDate('2025-02-03', 'en')).toBe('3 February 2025');
  expect(formatDate('hösten 2026', 'sv')).toBe('hösten 2026');
});
