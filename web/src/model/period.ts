import type { CompareState } from '../routing/compare-state';

export interface Span {
  from: number;
  to: number;
}

/** The years a comparison shows, given the years there are values for. */
export function spanOf(
  state: Pick<CompareState, 'period' | 'from' | 'to' | 'count'>,
  years: readonly number[],
): Span | null {
  if (years.length === 0) return null;
  const first = Math.min(...years);
  const last = Math.max(...years);
  if (state.period === 'fast') {
    const from = state.from ?? first;
    return { from: Math.min(from, state.to ?? last), to: Math.max(from, state.to ?? last) };
  }
  if (state.period === 'rullande')
    return { from: Math.max(first, last - (state.count ?? 5) + 1), to: last };
  return { from: first, to: last };
}

/** The same comparison with the period written as one of the three kinds of link. */
export function withPeriod(
  state: CompareState,
  period: CompareState['period'],
  span: Span | null,
): CompareState {
  if (!span || period === 'alla')
    return { ...state, period: 'alla', from: null, to: null, count: null };
  if (period === 'fast') return { ...state, period, from: span.from, to: span.to, count: null };
  return { ...state, period, from: null, to: null, count: span.to - span.from + 1 };
}
