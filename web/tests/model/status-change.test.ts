import { expect, test } from 'vitest';
import type { Column } from '../../src/api/follow-types';
import { changeTo, contentOf, needsComment } from '../../src/model/status-change';
import { measure } from '../plan-fixtures';

const late = measure('x', {
  column: 'late',
  timeliness: { status: 'late', manual: false, reason: null, rule: null },
});

test.each([
  ['notStarted', 'decided', null],
  ['ongoing', 'ongoing', null],
  ['late', 'ongoing', { status: 'late', reason: 'Därför' }],
  ['done', 'done', null],
  ['cancelled', 'cancelled', null],
] as const)('an ongoing measure that is moved to %s is %s', (column, state, manualTimeliness) => {
  expect(changeTo(measure('x'), column, 'Därför')).toEqual({ state, manualTimeliness });
});

test('what was said more exactly stays where it still holds', () => {
  const investigated = measure('x', { state: 'investigated', column: 'notStarted' });
  expect(changeTo(investigated, 'late', 'Därför').state).toBe('investigated');
  const verified = measure('x', { state: 'verified', column: 'done' });
  expect(changeTo(verified, 'done', '').state).toBe('verified');
});

test('late and cancelled need a reason, and so does what goes against the dates', () => {
  const asked = (one: typeof late, columns: Column[]) =>
    columns.filter((column) => needsComment(one, column));
  const every: Column[] = ['notStarted', 'ongoing', 'late', 'done', 'cancelled'];
  expect(asked(measure('x'), every)).toEqual(['late', 'cancelled']);
  expect(asked(late, every)).toEqual(['notStarted', 'ongoing', 'late', 'cancelled']);
  expect(changeTo(late, 'ongoing', 'Ny plan').manualTimeliness).toEqual({
    status: 'onPlan',
    reason: 'Ny plan',
  });
});

test('what the server has added to a measure is not sent back', () => {
  const sent = contentOf(measure('x'));
  expect(sent).toHaveProperty('goals');
  for (const added of ['id', 'version', 'timeliness', 'column', 'lastUpdate', 'activities'])
    expect(sent).not.toHaveProperty(added);
});
