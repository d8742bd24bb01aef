import { expect, test } from 'vitest';
import { formatBytes, formatCount, formatFree } from '../../src/format/amount';
import { formatMonth } from '../../src/format/period';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [46_800, '46,8 kB'],
  [468_000_000, '468 MB'],
  [2_500_000_000, '2,5 GB'],
])('%i bytes are %s', (bytes, words) => expect(plain(formatBytes(bytes, 'sv'))).toBe(words));

test('counts are grouped as the language does', () => {
  expect(plain(formatCount(1_051_920, 'sv'))).toBe('1 051 920');
  expect(formatCount(1_051_920, 'en')).toBe('1,051,920');
});

test.each([
  [72_560_000, '72 560 000'],
  [412_000.4, '412 000'],
  [412.34, '412,3'],
  [0.0427, '0,0427'],
  [12, '12'],
])('%d is written %s', (value, words) => expect(plain(formatFree(value, 'sv', 4))).toBe(words));

test.each([
  ['2024-03', 'sv', false, 'mars 2024'],
  ['2024-03', 'en', false, 'March 2024'],
  ['2024-01', 'sv', true, 'jan'],
  ['2024-T1', 'sv', false, '2024-T1'],
] as const)('the month %s in %s is %j', (period, lang, short, words) =>
  expect(formatMonth(period, lang, short)).toBe(words),
);
