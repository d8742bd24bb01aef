import { expect, test } from 'vitest';
import { groupRows, roundingHides, sortRows } from '../../src/model/ranking-table';
import { ranking, rankingRow } from '../fixtures';

const rows = [
  rankingRow('18', 80, 1, { class: 'green', shortName: 'Örebro', tied: 2, change: 1 }),
  rankingRow('05', 80, 1, { class: 'green', shortName: 'Östergötland', tied: 2, change: null }),
  rankingRow('01', 55, 3, { class: 'yellow', shortName: 'Stockholm', change: -3 }),
  rankingRow('13', 30, 4, { class: 'red', shortName: 'Halland', change: 5 }),
];

test('by rank, each class is a group with the boundary to the next', () => {
  const groups = groupRows(ranking(rows), 'plats', false);
  expect(groups.map((group) => [group.class, group.boundary, group.rows.length])).toEqual([
    ['green', 70, 2],
    ['yellow', 40, 1],
    ['red', null, 1],
  ]);
});

test('turned round, the groups are turned too and ranks stay what they are', () => {
  const groups = groupRows(ranking(rows), 'plats', true);
  expect(groups.map((group) => group.class)).toEqual(['red', 'yellow', 'green']);
  expect(groups[0]?.rows[0]?.rank).toBe(4);
});

test('sorted by anything else there are no class rows', () => {
  expect(groupRows(ranking(rows), 'namn', false)).toHaveLength(1);
});

test('with too few values for classes there is one group', () => {
  const few = rows.map((one) => ({ ...one, class: null }));
  expect(groupRows(ranking(few), 'plats', false)).toHaveLength(1);
});

test('names follow the Swedish alphabet, values and changes their size', () => {
  expect(sortRows(rows, 'namn', false).map((one) => one.shortName)).toEqual([
    'Halland',
    'Stockholm',
    'Örebro',
    'Östergötland',
  ]);
  expect(sortRows(rows, 'varde', false).map((one) => one.value)).toEqual([30, 55, 80, 80]);
  expect(sortRows(rows, 'forandring', true).map((one) => one.change)).toEqual([5, 1, -3, null]);
});

test('it is said when rounding hides why two ranks differ', () => {
  expect(roundingHides(ranking([rankingRow('01', 100, 1), rankingRow('03', 99.99, 2)]), 'sv')).toBe(
    true,
  );
  expect(roundingHides(ranking([rankingRow('01', 100, 1), rankingRow('03', 100, 1)]), 'sv')).toBe(
    false,
  );
  expect(roundingHides(ranking(rows), 'sv')).toBe(false);
});
