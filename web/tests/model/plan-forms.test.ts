import { expect, test } from 'vitest';
import * as assessments from '../../src/model/assessment-form';
import * as measures from '../../src/model/measure-flat';
import { contentOf } from '../../src/model/status-change';
import { assessment, measure } from '../plan-fixtures';

test('a measure that is opened and saved unchanged says the same as before', () => {
  const effect = { keyFigure: 'organic-food', fromYear: 2025, fullYear: 2026, confidence: 'low' };
  const one = measure('x', {
    annualCost: 12.5,
    rsMandate: true,
    goals: ['a', 'b'],
    effects: [{ ...effect, change: -1.5, confidence: 'low' }],
    roles: [{ role: 'contact', orgUnit: null, name: 'Enheten' }],
  });
  expect(measures.bodyOf(measures.flatOf(one), one)).toEqual(contentOf(one));
});

test('a measure needs a name, and a number where a number is meant', () => {
  const form = { ...measures.flatOf(measure('x')), name: ' ', investment: 'många' };
  expect(measures.faultsOf(form)).toEqual({ name: 'nameMissing', investment: 'numberWrong' });
  expect(measures.faultsOf(measures.flatOf(measure('x')))).toEqual({});
});

test('what is left empty is unknown, never zero', () => {
  const one = measure('x');
  const body = measures.bodyOf({ ...measures.flatOf(one), investment: '', end: ' ' }, one);
  expect(body.investment).toBeNull();
  expect(body.end).toBeNull();
});

test('an effect without its numbers is told; who is nobody nowhere takes no part', () => {
  const form = {
    ...measures.flatOf(measure('x')),
    roles: '[{"role":"contact","orgUnit":"","name":" "}]',
    effects: '[{"keyFigure":"organic-food","change":"","fromYear":"2025","fullYear":"2026"}]',
  };
  expect(measures.faultsOf(form)).toEqual({ effects: 'numberWrong' });
  expect(measures.effectFaults(form)).toEqual(['/effects/0/change']);
  expect(measures.bodyOf(form, measure('x')).roles).toEqual([]);
});

test.each([
  ['/name', 'name'],
  ['/source/text', 'sourceText'],
  ['/source/document', 'sourceDocument'],
  ['/goals/0', 'goals'],
])('a fault at %s belongs to the field %s', (pointer, field) => {
  expect(measures.fieldOf(pointer)).toBe(field);
});

test('an assessment that is opened and saved unchanged says the same as before', () => {
  const one = assessment();
  const body = assessments.bodyOf(assessments.flatOf(one), one.goal, one.occasion);
  for (const name of ['goal', 'occasion', 'verdict', 'motivation', 'evidence', 'decidedBy'] as const)
    expect(body[name]).toEqual(one[name]);
});

test('no verdict is chosen for the person, and none is saved without its reasons', () => {
  expect(assessments.faultsOf(assessments.flatOf(null))).toEqual({
    verdict: 'verdictMissing',
    motivation: 'motivationMissing',
  });
  const unjudged = { ...assessments.flatOf(null), verdict: 'notAssessed' };
  expect(assessments.faultsOf(unjudged)).toEqual({});
  const form = { ...assessments.flatOf(assessment()), date: '2026-02-30' };
  expect(assessments.faultsOf(form)).toEqual({ date: 'dateWrong' });
});

test('evidence is kept letter by letter, in the order of the criteria', () => {
  const form = { ...assessments.flatOf(null), external: ' <b>å\n=1+1 ', outcome: 'x' };
  expect(assessments.bodyOf(form, 'resor', '2026-UR1').evidence).toEqual([
    { criterion: 'outcome', text: 'x' },
    { criterion: 'external', text: ' <b>å\n=1+1 ' },
  ]);
});

test.each([
  ['2026-02-28', '2025-AR'],
  ['2026-05-10', '2026-UR1'],
  ['2026-11-23', '2026-UR2'],
])('on %s one writes about %s', (day, occasion) => {
  expect(assessments.currentOccasion(day)).toBe(occasion);
});

test('the occasions of a plan end with the year it is, the newest first', () => {
  expect(assessments.occasionsOf(2025, 2028, '2026-11-23')).toEqual([
    '2026-AR',
    '2026-UR2',
    '2026-UR1',
    '2025-AR',
    '2025-UR2',
    '2025-UR1',
  ]);
});
