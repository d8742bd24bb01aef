import { expect, test } from 'vitest';
import { byGap, gapWords } from '../../src/model/cost-gaps';

const both = (word: string) => ({ sv: word, en: word });
const sv = (one: { sv: string }) => one.sv;
const all = ['Investering', 'Drift', 'Besparing', 'Livslängd', 'Undviket utsläpp.'].map(both);

test('what is missing is listed without full stops, and not at all where nothing is stated', () => {
  expect(gapWords([both('Livslängd.'), both('Drift')], sv)).toBe('Livslängd, Drift');
  expect(gapWords(all, sv)).toBeNull();
});

test('measures that lack the same are told together, in the order of the list', () => {
  const named = (name: string, missing: typeof all) => ({ name, missing });
  const groups = byGap(
    [named('a', all), named('b', [both('Drift')]), named('c', all), named('d', [both('Drift')])],
    sv,
  );
  expect(groups).toEqual([
    { gap: null, names: ['a', 'c'] },
    { gap: 'Drift', names: ['b', 'd'] },
  ]);
});
