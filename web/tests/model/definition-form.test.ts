import { expect, test } from 'vitest';
import {
  bodyOf,
  changedParts,
  definitionFaults,
  formOf,
  wordsIn,
} from '../../src/model/definition-form';

const shipped = {
  name: { sv: 'Energi', en: 'Energy' },
  definition: { sv: 'Köpt energi', en: 'Bought energy' },
  decimals: 0,
  polarity: 'low' as const,
};

test('an untouched form lacks only the reason', () => {
  expect(definitionFaults(formOf(shipped))).toEqual({ reason: 'reason' });
});

test.each([
  [{ decimals: '7' }, { decimals: 'decimals' }],
  [{ decimals: '1.5' }, { decimals: 'decimals' }],
  [{ nameEn: '  ' }, { nameEn: 'words' }],
  [{ decimals: ' 3 ' }, {}],
])('what is typed wrongly is told by its field: %o', (typed, faults) => {
  expect(definitionFaults({ ...formOf(shipped), reason: 'Skäl', ...typed })).toEqual(faults);
});

test('what is sent is what was typed, without the spaces around it', () => {
  const form = { ...formOf(shipped), nameSv: ' Energi i hus ', decimals: '2', reason: ' Skäl ' };
  const body = bodyOf(form);
  expect(body).toEqual({
    ...shipped,
    name: { sv: 'Energi i hus', en: 'Energy' },
    decimals: 2,
    reason: 'Skäl',
  });
  expect(changedParts(shipped, body)).toEqual(['name', 'decimals']);
});

test('an earlier version is whole: what it does not say is as shipped', () => {
  const version = {
    name: null,
    definition: null,
    decimals: 1,
    polarity: null,
    recordedAt: '2026-11-22T13:00:00Z',
    actor: 'anna',
    reason: 'Skäl',
  };
  expect(wordsIn(version, shipped)).toEqual({ ...shipped, decimals: 1 });
});
