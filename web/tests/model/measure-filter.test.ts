import { expect, test } from 'vitest';
import type { Measure } from '../../src/api/plan-types';
import { filtered, measureParameters, parseMeasureFilter } from '../../src/model/measure-filter';
import { actingFirst } from '../../src/model/requires';

const measure = (
  name: string,
  costPerTonne: number | null,
  orgUnit: string,
  keyFigure: string,
): Measure =>
  ({
    id: name,
    name,
    costPerTonne,
    orgUnit,
    state: 'proposed',
    effects: [{ keyFigure, change: -1, fromYear: 2025, fullYear: 2026, confidence: 'low' }],
  }) as unknown as Measure;

const all = [
  measure('Östra', 300, 'RGS', 'energi'),
  measure('Dyr', 900, 'HS', 'avfall'),
  measure('Okänd', null, 'RGS', 'energi'),
  measure('Ånga', -50, 'RGS', 'avfall'),
];
const names = (query: string) =>
  filtered(all, parseMeasureFilter(new URLSearchParams(query))).map((one) => one.name);

test('the cheapest per tonne comes first and an unknown cost last', () => {
  expect(names('ordning=kostnad')).toEqual(['Ånga', 'Östra', 'Dyr', 'Okänd']);
  expect(names('ordning=namn')).toEqual(['Dyr', 'Okänd', 'Ånga', 'Östra']);
});

test('state, unit and key figure narrow the list together', () => {
  expect(names('enhet=RGS&nyckeltal=energi')).toEqual(['Östra', 'Okänd']);
  expect(names('lage=done')).toEqual([]);
  expect(names('lage=nonsens')).toHaveLength(4);
});

test('a filter survives its own address', () => {
  const filter = { state: 'decided', unit: 'RGS', figure: 'energi', order: 'kostnad' } as const;
  const query = new URLSearchParams(
    Object.entries(measureParameters(filter)).flatMap(([name, value]) =>
      value === null ? [] : [[name, value]],
    ),
  );
  expect(parseMeasureFilter(query)).toEqual(filter);
});

test('measures with an effect on the key figure come before the others, in their order', () => {
  expect(actingFirst(all, 'avfall').map((one) => one.name)).toEqual([
    'Dyr',
    'Ånga',
    'Östra',
    'Okänd',
  ]);
});
