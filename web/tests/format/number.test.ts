import { expect, test } from 'vitest';
import {
  changeUnit,
  difference,
  formatChange,
  formatExact,
  formatShare,
  formatUnit,
  formatValue,
} from '../../src/format/number';

test.each([
  [199, 0, '199'],
  [85.58, 1, '85,6'],
  [100, 1, '100,0'],
  [1234567.5, 1, '1\u00a0234\u00a0567,5'],
  [-4.25, 1, '\u22124,3'],
  [-0.04, 1, '0,0'],
  [0, 0, '0'],
])('Swedish: %d with %d decimals is %s', (value, decimals, shown) => {
  expect(formatValue(value, decimals, 'sv')).toBe(shown);
});

test('English has a point, a comma and the true minus sign', () => {
  expect(formatValue(-1234.5, 1, 'en')).toBe('\u22121,234.5');
});

test('a boundary keeps the decimals that rounding would hide', () => {
  expect(formatExact(99.99, 1, 'sv')).toBe('99,99');
  expect(formatExact(100, 1, 'sv')).toBe('100,0');
});

test.each([
  [0.32, 1, '+0,3'],
  [-13.5, 1, '\u221213,5'],
  [0, 1, '0,0'],
  [-0.01, 1, '0,0'],
  [0.01, 1, '0,0'],
])('a change of %d is written %s with its sign', (value, decimals, shown) => {
  expect(formatChange(value, decimals, 'sv')).toBe(shown);
});

test('a share is whole per cent with a hard space', () => {
  expect(formatShare(11 / 23, 'sv')).toBe('48\u00a0%');
  expect(formatShare(-0.31, 'sv')).toBe('\u221231\u00a0%');
});

test('values in per cent differ by percentage points, others by their unit', () => {
  expect(changeUnit('%', 'procentenheter', 'sv')).toBe('procentenheter');
  expect(changeUnit('kg CO2e/inv', 'procentenheter', 'sv')).toBe('kg CO₂e/inv');
  expect(formatUnit('ton CO2e', 'sv')).toBe('ton CO₂e');
  expect(formatUnit('ton CO2e', 'en')).toBe('tonnes CO₂e');
  expect(formatUnit('kWh/m²', 'en')).toBe('kWh/m²');
});

test('a difference has no noise of binary subtraction', () => {
  expect(difference(100, 98.33)).toBe(1.67);
});
