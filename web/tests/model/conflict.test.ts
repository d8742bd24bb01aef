import { expect, test } from 'vitest';
import { compare, merged } from '../../src/model/conflict';

const base = { name: 'Åtgärden', end: '2026-06', cost: '1', unit: 'RGS' };
const mine = { ...base, name: 'Min', cost: '2', unit: 'HS' };
const theirs = { ...base, name: 'Deras', end: '2026-12', unit: 'HS' };

test('only what both have changed, and differently, has to be chosen', () => {
  expect(compare(base, mine, theirs)).toEqual({
    clashes: [{ field: 'name', mine: 'Min', theirs: 'Deras' }],
    mine: ['cost'],
    theirs: ['end'],
  });
});

test.each([
  ['mine', 'Min'],
  ['theirs', 'Deras'],
] as const)('choosing %s saves that, and loses nobody’s other changes', (side, name) => {
  const result = merged(mine, theirs, compare(base, mine, theirs), { name: side });
  expect(result).toEqual({ name, end: '2026-12', cost: '2', unit: 'HS' });
});

test('two who have written a new thing at once choose for everything that differs', () => {
  const found = compare({}, { text: 'a', date: '' }, { text: 'b', date: '2026-01-01' });
  expect(found.clashes).toEqual([{ field: 'text', mine: 'a', theirs: 'b' }]);
  expect(found.theirs).toEqual(['date']);
});
