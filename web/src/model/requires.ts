import type { KeyFigure, Polarity } from '../api/types';
import { compareNames } from '../format/collate';
import { difference } from '../format/number';

export interface Span {
  min: number;
  max: number;
  step: number;
}

/** The ends of a slider: every value that matters, some air, never beyond the unit's bounds. */
export function sliderSpan(
  values: readonly number[],
  { decimals, bounds }: Pick<KeyFigure, 'decimals' | 'bounds'>,
): Span {
  const step = 10 ** -decimals;
  const low = Math.min(...values);
  const high = Math.max(...values);
  const air = Math.max((high - low) * 0.1, Math.abs(high) * 0.05, step);
  const down = (value: number) => Number((Math.floor(value / step) * step).toFixed(decimals));
  const up = (value: number) => Number((Math.ceil(value / step) * step).toFixed(decimals));
  return {
    min: Math.max(down(low - air), bounds.min ?? -Infinity),
    max: Math.min(up(high + air), bounds.max ?? Infinity),
    step,
  };
}

/** The cheapest per tonne first; what has no cost last, by name. */
export const byCost = <M extends { name: string; costPerTonne: number | null }>(
  measures: readonly M[],
): M[] =>
  [...measures].sort(
    (a, b) =>
      (a.costPerTonne ?? Infinity) - (b.costPerTonne ?? Infinity) || compareNames(a.name, b.name),
  );

/** Those with an effect on the key figure before the others; otherwise as they were. */
export const actingFirst = <M extends { effects: readonly { keyFigure: string }[] }>(
  measures: readonly M[],
  keyFigure: string,
): M[] => {
  const acts = (one: M) => one.effects.some((effect) => effect.keyFigure === keyFigure);
  return [...measures].sort((a, b) => Number(acts(b)) - Number(acts(a)));
};

/** How far a value is from the target: above 0 is left to go, below is to spare. */
export const gapToTarget = (value: number, target: number, polarity: Polarity): number =>
  polarity === 'high' ? difference(target, value) : difference(value, target);
