import { expect, test } from 'vitest';
import { parseNumber } from '../../src/format/parse-number';

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
