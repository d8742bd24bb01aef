import { expect, test } from 'vitest';
import { matching, partsOf, summaryOf, unitsOf } from '../../src/model/plan-overview';
import { goal, measure, plan } from '../plan-fixtures';

const all = { area: null, unit: null, status: null };
const measures = [
  measure('a', { column: 'late', orgUnit: 'RGS', goals: ['resor'] }),
  measure('b', { column: 'done', orgUnit: 'HS', goals: ['energi'], lastUpdate: null }),
  measure('c', { column: 'late', orgUnit: null, goals: [] }),
  measure('d', {
    column: 'ongoing',
    orgUnit: 'RGS',
    goals: ['resor', 'energi'],
    lastUpdate: { date: '2026-08-01', daysAgo: 91 },
  }),
];
const ids = (list: readonly { id: string }[]) => list.map((one) => one.id);

test('the summary counts every status, also those that nothing stands in', () => {
  const { counts, total, fresh, late } = summaryOf(measures);
  expect(counts).toEqual({ notStarted: 0, ongoing: 1, late: 2, done: 1, cancelled: 0 });
  expect(total).toBe(4);
  expect(fresh).toBe(2);
  expect(ids(late)).toEqual(['a', 'c']);
});

test('an update is fresh for ninety days, the ninetieth too', () => {
  const on = (daysAgo: number) => measure('x', { lastUpdate: { date: '2026-01-01', daysAgo } });
  expect(summaryOf([on(0), on(90), on(91)]).fresh).toBe(2);
});

test.each([
  [{ ...all }, ['a', 'b', 'c', 'd']],
  [{ ...all, area: 'resor' }, ['a', 'd']],
  [{ ...all, unit: 'RGS' }, ['a', 'd']],
  [{ ...all, status: 'late' as const }, ['a', 'c']],
  [{ area: 'energi', unit: 'RGS', status: 'late' as const }, []],
])('the filters %o let through %o', (filters, expected) => {
  expect(ids(matching(measures, plan().goals, filters))).toEqual(expected);
});

test('goals come in their order under their area, with the measures that serve them', () => {
  const shown = plan({
    goals: [
      goal('sist', 'resor', { position: 2 }),
      goal('resor', 'resor', { position: 1 }),
      goal('energi', 'energi'),
    ],
  });
  const { areas, apart } = partsOf(shown, measures, all);
  expect(areas.map((area) => [area.name, area.goals.map((part) => part.goal.id)])).toEqual([
    ['Resor och transporter', ['resor', 'sist']],
    ['Energi', ['energi']],
  ]);
  expect(ids(areas[0]!.goals[0]!.measures)).toEqual(['a', 'd']);
  expect(areas[0]!.goals[1]!.measures).toEqual([]);
  expect(ids(apart)).toEqual(['c']);
});

test('a filter on measures hides the goals that none of them serves, one on areas the others', () => {
  const late = { ...all, status: 'late' as const };
  const { areas, apart } = partsOf(plan(), matching(measures, plan().goals, late), late);
  expect(ids(areas)).toEqual(['resor']);
  expect(ids(apart)).toEqual(['c']);
  const energy = { ...all, area: 'energi' };
  const there = partsOf(plan(), matching(measures, plan().goals, energy), energy);
  expect(ids(there.areas)).toEqual(['energi']);
  expect(there.apart).toEqual([]);
});

test('a measure whose goals are in no plan is not lost', () => {
  const stray = measure('e', { goals: ['borttaget'] });
  expect(ids(partsOf(plan(), [stray], all).apart)).toEqual(['e']);
});

test('each unit that answers for something can be chosen, once', () => {
  expect(unitsOf(measures)).toEqual(['HS', 'RGS']);
});
