import type { Measure, MeasureState } from '../api/plan-types';
import { compareNames } from '../format/collate';
import { byCost } from './requires';

export const MEASURE_STATES = [
  'proposed',
  'investigated',
  'decided',
  'ongoing',
  'done',
  'verified',
  'cancelled',
  'postponed',
] as const satisfies readonly MeasureState[];
export const MEASURE_ORDERS = ['plan', 'kostnad', 'namn'] as const;

/** Which measures are shown, and in which order; it stands in the address. */
export interface MeasureFilter {
  state: MeasureState | null;
  unit: string | null;
  figure: string | null;
  order: (typeof MEASURE_ORDERS)[number];
}

export function parseMeasureFilter(query: URLSearchParams): MeasureFilter {
  return {
    state: MEASURE_STATES.find((one) => one === query.get('lage')) ?? null,
    unit: query.get('enhet') || null,
    figure: query.get('nyckeltal') || null,
    order: MEASURE_ORDERS.find((one) => one === query.get('ordning')) ?? 'plan',
  };
}

export const measureParameters = ({ state, unit, figure, order }: MeasureFilter) => ({
  lage: state,
  enhet: unit,
  nyckeltal: figure,
  ordning: order === 'plan' ? null : order,
});

/** The measures that pass, in order; what has no cost per tonne comes last, it is not free. */
export function filtered(measures: readonly Measure[], filter: MeasureFilter): Measure[] {
  const kept = measures.filter(
    (one) =>
      (filter.state === null || one.state === filter.state) &&
      (filter.unit === null || one.orgUnit === filter.unit) &&
      (filter.figure === null || one.effects.some((effect) => effect.keyFigure === filter.figure)),
  );
  if (filter.order === 'kostnad') return byCost(kept);
  return filter.order === 'namn' ? kept.sort((a, b) => compareNames(a.name, b.name)) : kept;
}
