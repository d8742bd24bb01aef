import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const css = readFileSync('src/styles/tokens.css', 'utf8');
const tokens = Object.fromEntries(
  [...css.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map((found) => [found[1], found[2]]),
);

function luminance(colour: string): number {
  const parts = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * parts[0]! + 0.7152 * parts[1]! + 0.0722 * parts[2]!;
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(tokens[a]!), luminance(tokens[b]!)].sort((x, y) => y - x);
  return (light! + 0.05) / (dark! + 0.05);
}

test.each([
  ['ink', 'paper', 7],
  ['ink-soft', 'paper', 4.5],
  ['ink-soft', 'surface', 4.5],
  ['accent', 'paper', 4.5],
  ['accent', 'accent-soft', 4.5],
  ['accent', 'surface', 4.5],
  ['own', 'paper', 4.5],
  ['danger', 'paper', 4.5],
  ['yellow-ink', 'paper', 4.5],
  ['red-ink', 'paper', 4.5],
  ['green-ink', 'paper', 4.5],
  ['ink-soft', 'accent-soft', 4.5],
  ['green-ink', 'green-soft', 8],
  ['yellow-ink', 'yellow-soft', 8],
  ['red-ink', 'red-soft', 7.8],
  ['grey-ink', 'grey-soft', 8],
])('text in %s on %s has contrast', (text, ground, least) => {
  expect(contrast(text, ground)).toBeGreaterThanOrEqual(least);
});

test.each([
  ['focus', 'paper'],
  ['line-strong', 'paper'],
  ['green', 'paper'],
  ['red', 'paper'],
])('the mark %s on %s can be seen', (mark, ground) => {
  expect(contrast(mark, ground)).toBeGreaterThanOrEqual(mark === 'line-strong' ? 2.9 : 3);
});

test('the palette is the one chosen for colour-blind readers', () => {
  expect([tokens['green'], tokens['yellow'], tokens['red']]).toEqual([
    '#006d5b',
    '#ffc845',
    '#b3320a',
  ]);
});
