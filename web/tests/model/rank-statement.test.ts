import { expect, test } from 'vitest';
import { byTheme, standing, worstFirst } from '../../src/model/comparison-order';
import { rankStatement } from '../../src/model/rank-statement';
import { cell, differing, row } from '../fixtures';

const printed = { value: 98, rank: 12, of: 21, class: 'yellow' as const };
const computed = {
  series: 'kolada',
  value: 98,
  rank: 12,
  of: 21,
  tied: 1,
  class: 'yellow' as const,
  scheme: 'thirds' as const,
};

test('printed and computed that agree are one statement', () => {
  expect(rankStatement(cell({ printed, computed }))).toMatchObject({
    kind: 'both',
    rank: 12,
    of: 21,
  });
});

test('printed and computed that differ are two statements', () => {
  expect(rankStatement(differing)).toMatchObject({
    kind: 'differ',
    printed: { rank: 17 },
    computed: { rank: 12 },
  });
});

test('the same rank of another number of regions is not the same statement', () => {
  expect(rankStatement(cell({ printed, computed: { ...computed, of: 20 } })).kind).toBe('differ');
});

test('a printed value without a printed rank says so beside its computed rank', () => {
  expect(rankStatement(cell({ computed }))).toMatchObject({
    kind: 'computed',
    printedEdition: true,
  });
  expect(rankStatement(cell({ computed, series: 'kolada' }))).toMatchObject({
    kind: 'computed',
    printedEdition: false,
  });
});

test('without either, nothing is ranked yet', () => {
  expect(rankStatement(cell()).kind).toBe('none');
});

test('worst first goes by the latest year with a rank, and rows without a rank come last', () => {
  const last = row({
    keyFigure: 'a',
    cells: [
      cell({ year: 2023, printed: { value: 1, rank: 21, of: 21, class: 'red' } }),
      cell({ year: 2024 }),
    ],
  });
  const middle = row({
    keyFigure: 'b',
    cells: [
      cell({ year: 2024, computed }),
      cell({ year: 2017, printed: { value: 1, rank: 20, of: 21, class: 'red' } }),
    ],
  });
  const never = row({ keyFigure: 'c', cells: [cell()] });
  expect(standing(never)).toBe(0);
  expect(worstFirst([never, middle, last]).map((one) => one.keyFigure)).toEqual(['a', 'b', 'c']);
});

test('rows of one theme stand together, in the order the themes first come', () => {
  const rows = ['a', 'b', 'c', 'd'].map((keyFigure) => row({ keyFigure }));
  const theme = (one: { keyFigure: string }) =>
    one.keyFigure === 'b' ? 'food' : one.keyFigure === 'd' ? 'food' : 'care';
  expect(byTheme(rows, theme).map((one) => one.keyFigure)).toEqual(['a', 'c', 'b', 'd']);
});
