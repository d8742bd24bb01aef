import { expect, test } from 'vitest';
import type { MeasureContent } from '../../src/api/plan-types';
import { bodyOf, formOf, noEffect, unreadable } from '../../src/model/measure-form';

const measure: MeasureContent = {
  name: 'Närvarostyrd ventilation',
  description: '',
  state: 'proposed',
  orgUnit: 'RGS',
  start: '2025-03',
  end: null,
  investment: 6_000_000,
  annualCost: null,
  annualSaving: 400_000.5,
  lifetime: 20,
  co2eTonnes: 60,
  overlapGroup: null,
  effects: [
    {
      keyFigure: 'energy-use-premises',
      change: -4.5,
      fromYear: 2025,
      fullYear: 2027,
      confidence: 'medium',
    },
  ],
  source: { text: 'Exempel', document: '' },
  example: true,
};

test('a measure that is opened and saved unchanged says the same as before', () => {
  const { example: _, ...written } = measure;
  expect(bodyOf(formOf(measure))).toEqual(written);
});

test('what is left empty is unknown, never zero', () => {
  const body = bodyOf(formOf(null)) as unknown as Record<string, unknown>;
  for (const name of ['investment', 'annualCost', 'annualSaving', 'lifetime', 'co2eTonnes'])
    expect(body[name]).toBeNull();
  expect(body['effects']).toEqual([]);
});

test('what is no number is told by its place', () => {
  const form = formOf(measure);
  form.numbers.investment = 'åtta miljoner';
  form.effects = [{ ...noEffect, keyFigure: 'organic-food', change: '1,5', fromYear: '2025' }];
  expect(unreadable(form)).toEqual(['/investment', '/effects/0/fullYear']);
  expect(unreadable(formOf(measure))).toEqual([]);
});

test('what only the follow-up of the plan shows is not lost by a change here', () => {
  const followed = {
    ...measure,
    code: 'Å7',
    goals: ['resor'],
    manualTimeliness: { status: 'late', reason: 'Exempel' },
    timeliness: { status: 'late' },
  };
  const body = bodyOf(formOf(followed));
  expect(body).toMatchObject({
    code: 'Å7',
    goals: ['resor'],
    manualTimeliness: followed.manualTimeliness,
  });
  expect(body).not.toHaveProperty('timeliness');
});
