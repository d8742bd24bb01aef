import { expect, test } from 'vitest';
import { goalAddress, measureAddress, parsePlan, planAddress } from '../../src/routing/plan-state';

const parse = (query: string) => parsePlan(new URLSearchParams(query));

test.each([
  '/handlingsplan',
  '/handlingsplan?vy=tavla&omrade=resor&ansvarig=RGS&status=forsenad',
  '/handlingsplan?plan=klimat-2023&vy=tidslinje',
  '/handlingsplan?ansvarig=RK%2FITD&status=ej-paborjad',
])('%s is read and written as the same address', (href) => {
  expect(planAddress(parse(href.split('?')[1] ?? ''))).toBe(href);
});

test('what nobody can choose is passed over', () => {
  expect(parse('vy=karta&status=okand&omrade=<script>&ansvarig=')).toEqual({
    plan: null,
    view: 'lista',
    area: null,
    unit: null,
    status: null,
  });
});

test('a measure and a goal have addresses of their own, whatever their ids', () => {
  expect(measureAddress('a/b', null)).toBe('/handlingsplan/atgarder/a%2Fb');
  expect(goalAddress('resor', 'plan-2')).toBe('/handlingsplan/mal/resor?plan=plan-2');
});
