import { expect, test } from 'vitest';
import type { Session } from '../../src/api/session-types';
import { mayEditOf } from '../../src/model/plan-rights';
import { groupsOf } from '../../src/model/to-do';
import { coordinator } from '../plan-fixtures';

const editor = (orgUnit: string | null): Session => ({
  ...coordinator(),
  user: { ...coordinator().user, role: 'editor', orgUnit },
});

const unit = (code: string, parent: string | null) => ({
  id: code.replace('/', '-'),
  code,
  parent,
  name: { sv: code, en: code },
  kind: 'administration',
});
const tree = [unit('HS', null), unit('HS/Varberg', 'HS'), unit('ring', 'ring')];

test.each([
  ['a coordinator', coordinator(), ['HS'], true],
  ['an editor of the unit', editor('HS'), ['HS'], true],
  ['an editor of one of the units', editor('HS'), ['RGS', 'HS'], true],
  ['an editor of the unit above', editor('HS'), ['HS/Varberg'], true],
  ['an editor of the unit below', editor('HS/Varberg'), ['HS'], false],
  ['a unit that is its own parent', editor('HS'), ['ring'], false],
  ['an editor of another unit', editor('RGS'), ['HS'], false],
  ['an editor of no unit', editor(null), [null], false],
  ['nobody', null, ['HS'], false],
  ['someone without the right', { ...coordinator(), may: [] }, ['HS'], false],
])('%s', (_, session, units, expected) => {
  expect(mayEditOf(session, units, tree)).toBe(expected);
});

test('the list of what to do begins with the kind that has the most urgent thing', () => {
  const one = (kind: 'updateLate' | 'activityDue', due: string | null, overdue: boolean) => ({
    kind,
    title: { sv: '', en: '' },
    detail: null,
    due,
    overdue,
    href: '/',
    orgUnit: null,
  });
  const groups = groupsOf([
    one('updateLate', '2026-01-01', false),
    one('updateLate', null, true),
    one('activityDue', '2025-01-01', true),
    one('updateLate', '2025-06-01', true),
  ]);
  expect(groups.map((group) => [group.kind, group.items.map((item) => item.due)])).toEqual([
    ['activityDue', ['2025-01-01']],
    ['updateLate', ['2025-06-01', null, '2026-01-01']],
  ]);
});
