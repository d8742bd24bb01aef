import { expect, test } from 'vitest';
import { bodyOf, faultsOf, fieldOf, flatOf } from '../../src/model/target-form';
import { writtenOf } from '../../src/plan/use-items';
import { target } from '../plan-fixtures';

const one = target('t', 'i', { value: 70.5, low: null });

test('a target that is opened and saved unchanged says the same as before', () => {
  expect(bodyOf(flatOf(one), one)).toEqual(writtenOf(one));
  const open = target('t', 'i', { value: null, direction: null, undetermined: true });
  expect(bodyOf(flatOf(open), open)).toEqual(writtenOf(open));
});

test('what is not decided yet has neither value nor direction', () => {
  expect(bodyOf({ ...flatOf(one), undetermined: 'yes' }, one)).toMatchObject({
    undetermined: true,
    value: null,
    direction: null,
  });
});

test('a target says something, with numbers, years and days that can be read', () => {
  const wrong = { ...flatOf(one), value: 'sjuttio', year: '26', date: '2023-02-30' };
  expect(faultsOf(wrong, one)).toEqual({
    value: 'numberWrong',
    year: 'yearWrong',
    date: 'dateWrong',
  });
  expect(faultsOf({ ...flatOf(one), value: '', direction: '' }, one)).toEqual({
    value: 'valueMissing',
  });
  expect(faultsOf({ ...flatOf(one), value: '' }, one)).toEqual({});
});

test('a fault in the decision belongs to its field', () => {
  expect([fieldOf('/decision/date'), fieldOf('/value')]).toEqual(['date', 'value']);
});
