import { expect, test } from 'vitest';
import { readCron } from '../../src/model/cron';
import { intervalOf, wouldRepeat } from '../../src/model/import-state';
import { secondsLeft } from '../../src/model/time-left';
import { receipt } from '../import-fixtures';

test('what is left takes as long as what is done has taken', () => {
  expect(secondsLeft(25, 100, 10_000)).toBe(30);
  expect(secondsLeft(50, 100, 10_000)).toBe(10);
});

test.each([
  ['it has only begun', 25, 100, 1_000],
  ['nothing is done', 0, 100, 10_000],
  ['all is done', 100, 100, 10_000],
  ['nobody knows how much there is', 5, 0, 10_000],
])('no time is guessed when %s', (_, done, total, elapsed) => {
  expect(secondsLeft(done, total, elapsed)).toBeNull();
});

test.each([
  ['40 4 1 * *', { weekday: null, day: 1, time: '04.40' }],
  ['10 4 * * 2', { weekday: 2, day: null, time: '04.10' }],
  ['0 16 * * 7', { weekday: 0, day: null, time: '16.00' }],
  ['5 3 * * *', { weekday: null, day: null, time: '03.05' }],
  ['*/5 3 * * *', null],
  ['0 3 1 * 1', null],
  ['0 3 1 2 *', null],
])('the schedule %s is read, or left as it is written', (cron, read) => {
  expect(readCron(cron)).toEqual(read);
});

test.each([
  [1, 'day'],
  [8, 'week'],
  [35, 'month'],
  [62, 'twoMonths'],
  [100, 'quarter'],
  [400, 'year'],
  [12, null],
  [0, null],
])('%i days are called what people call them', (days, name) => {
  expect(intervalOf(days)).toBe(name);
});

test('a file is run again only when something could come of it', () => {
  const read = receipt({ mappingVersion: '3', state: 'stored' });
  expect(wouldRepeat(read, 3)).toBe(true);
  expect(wouldRepeat(read, '4')).toBe(false);
  expect(wouldRepeat({ ...read, state: 'retracted' }, 3)).toBe(false);
});
