import { expect, test } from 'vitest';
import { parseNumber, plainNumber } from '../../src/format/parse-number';

test.each([
  ['98,5', 98.5],
  ['98.5', 98.5],
  ['1 234,5', 1234.5],
  ['1\u00a0234', 1234],
  ['1\u202f234', 1234],
  ['\u22124,1', -4.1],
  [' 7 ', 7],
  ['+3', 3],
])('%s is read as %d', (text, value) => {
  expect(parseNumber(text)).toBe(value);
});

test.each(['', 'abc', '1.234,5', '1,2,3', '12 %', '1e5', '-', ','])(
  '%s is not a number',
  (text) => {
    expect(parseNumber(text)).toBeNull();
  },
);

test.each(['sv', 'en'] as const)('what a field begins with reads back as written (%s)', (lang) => {
  for (const value of [0, 98.58, 4218.4, -12.5, 1_234_567])
    expect(parseNumber(plainNumber(value, lang))).toBe(value);
  expect(parseNumber(plainNumber(166.57792465458616, lang))).toBe(166.578);
});
