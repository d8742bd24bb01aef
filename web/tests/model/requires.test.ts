import { expect, test } from 'vitest';
import { gapToTarget, sliderSpan } from '../../src/model/requires';
import {
  parseRequires,
  requiresAddress,
  type RequiresState,
} from '../../src/routing/requires-state';

const bounds = { min: 0, max: 100 };

test('the slider reaches every value that matters and never what cannot be', () => {
  const span = sliderSpan([35.02, 98.58, 100], { decimals: 1, bounds });
  expect(span.min).toBeLessThanOrEqual(35.02);
  expect(span.max).toBe(100);
  expect(span.step).toBeCloseTo(0.1);
  const energy = sliderSpan([188], { decimals: 0, bounds: { min: 0, max: null } });
  expect([energy.min, energy.max, energy.step]).toEqual([178, 198, 1]);
});

test.each([
  ['low', 188, 176, 12],
  ['low', 170, 176, -6],
  ['high', 98.58, 100, 1.42],
  ['high', 100, 100, 0],
] as const)('a %s figure of %s has %s as its target: %s to go', (polarity, value, target, gap) => {
  expect(gapToTarget(value, target, polarity)).toBe(gap);
});

const states: RequiresState[] = [
  {
    region: null,
    year: null,
    series: null,
    scheme: 'tredjedelar',
    value: null,
    plan: null,
    measures: [],
    moved: { from: null, to: null },
  },
  {
    region: '13',
    year: 2023,
    series: 'printed',
    scheme: 'fjardedelar',
    value: 181.25,
    plan: 'handlingsplan-2023-2026',
    measures: ['solceller', 'narvarmestyrning'],
    moved: { from: 2017, to: 2023 },
  },
];
test.each(states)('an address with assumptions shows the same again: $value', (state) => {
  const query = new URLSearchParams(requiresAddress('energi', state).split('?')[1] ?? '');
  expect(parseRequires(query)).toEqual(state);
});

test.each(['abc', '1e9999', '<x>', '--1', ''])('the value %s in an address is none', (text) => {
  const state = parseRequires(new URLSearchParams({ varde: text, atgarder: 'a,<b>,a' }));
  expect(state.value).toBeNull();
  expect(state.measures).toEqual(['a']);
});
