import { expect, test } from 'vitest';
import { ApiError } from '../../src/api/client';
import { pause } from '../../src/api/use-fresh';
import { beginningOf, hintsOf, stops } from '../../src/model/file-hints';
import { canRetract, gravestFirst, secondsOf, urgentFirst } from '../../src/model/import-state';
import { faultsOf } from '../../src/model/mapping-faults';
import { placeIn } from '../../src/model/text-place';
import { receipt, source } from '../import-fixtures';

test('errors come before warnings, and sources with trouble before the others', () => {
  expect(gravestFirst(receipt().findings).map((one) => one.rule)).toEqual([
    'negative-quantity',
    'flat-line',
  ]);
  const states = ['never', 'current', 'late', 'failed', 'paused'] as const;
  expect(urgentFirst(states.map((state) => source({ state }))).map((one) => one.state)).toEqual([
    'failed',
    'late',
    'current',
    'paused',
    'never',
  ]);
});

test('only what was stored can be taken back', () => {
  const states = ['running', 'stored', 'held', 'rejected', 'retracted', 'failed'] as const;
  expect(states.filter((state) => canRetract(receipt({ state })))).toEqual(['stored', 'held']);
});

test('the time an import took is known when it is stored', () => {
  expect(secondsOf(receipt())).toBeCloseTo(4.2);
  expect(secondsOf(receipt({ recordedAt: null }))).toBeNull();
});

test.each([
  ['gammal.xls', 10, ['xls'], true],
  ['tom.csv', 0, ['empty'], true],
  ['export.dat', 10, ['odd'], false],
  ['stor.csv', 468_000_000, ['large'], false],
  ['vanlig.XLSX', 10, [], false],
])('%s of %i bytes: %j', (name, size, hints, stopped) => {
  expect(hintsOf({ name, size })).toEqual(hints);
  expect(stops(hintsOf({ name, size }))).toBe(stopped);
});

test('of a large file of lines only whole lines of the beginning are sent', async () => {
  const line = `${'x'.repeat(99)}\n`;
  const { part, whole } = await beginningOf(new File([line.repeat(30_000)], 'stor.csv'));
  expect(whole).toBe(false);
  const text = await part.text();
  expect(text.endsWith('\n')).toBe(true);
  expect(text.length % 100).toBe(0);
  expect(part.size).toBeLessThanOrEqual(2_000_000);
});

test.each(['liten.csv', 'stor.xlsx'])('%s is sent whole', async (name) => {
  const file = new File(['x'.repeat(name === 'liten.csv' ? 10 : 2_500_000)], name);
  expect(await beginningOf(file)).toEqual({ part: file, whole: true });
});

test('a page that waits asks more seldom the longer nothing happens, but never stops', () => {
  const waits = Array.from({ length: 12 }, (_, quiet) => pause(quiet));
  expect(waits[0]).toBe(2_000);
  expect([...waits].sort((a, b) => a - b)).toEqual(waits);
  expect(waits.at(-1)).toBe(30_000);
});

test.each([
  [2, 1, 'to'],
  [2, 6, '"åäö'],
  [3, 99, ''],
  [99, 1, ''],
])('the fault at line %i, column %i marks %j', (line, column, words) => {
  const text = 'a = 1\nto = "åäö 😀"\n';
  const { start, end } = placeIn(text, line, column);
  expect(text.slice(start, end).trim()).toBe(words);
});

test('the places of a refused mapping are read from the pointers', () => {
  const message = { sv: 'Fel', en: 'Fault' };
  const error = new ApiError(422, '', null, {
    errors: [
      { pointer: '/line/12/column/5', code: 'x', message },
      { pointer: '/line/3', code: 'x', message },
      { pointer: '/mapping', code: 'x', message },
    ],
  });
  expect(faultsOf(error)).toEqual([
    { line: 12, column: 5, message },
    { line: 3, column: 1, message },
  ]);
});
