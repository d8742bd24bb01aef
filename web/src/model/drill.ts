import type { Breakdown, Child } from '../api/drill-types';
import type { KeyFigure } from '../api/types';

/** The years with an own value, newest first, and the one asked for. */
export function drillYears(figure: KeyFigure, year: number): number[] {
  const own = figure.series.find((one) => one.series === 'own')?.years ?? [];
  return [...new Set([year, ...own.map((one) => one.year)])].sort((a, b) => b - a);
}

/** The newest year with an own value, or the one asked for where it has one. */
export function ownYear(figure: KeyFigure, year: number | null): number | null {
  const own = figure.series.find((one) => one.series === 'own')?.years ?? [];
  const years = own.filter((one) => one.n > 0).map((one) => one.year);
  return year !== null && years.includes(year)
    ? year
    : (years.sort((a, b) => a - b).at(-1) ?? null);
}

/** The children that weigh most first; those without a value last. */
export const heaviestFirst = (children: readonly Child[]): Child[] =>
  [...children].sort(
    (a, b) =>
      Number(b.numerator !== null) - Number(a.numerator !== null) ||
      (b.numerator ?? 0) - (a.numerator ?? 0),
  );

/** Columns that have something to say on this level. */
export const columnsOf = (data: Breakdown) => ({
  denominator: data.children.some((child) => child.denominator !== null),
  coverage: data.children.some((child) => child.coverage !== null),
  normalised: data.children.some((child) => child.normalisedValue !== null),
  share: data.children.some((child) => child.share !== null),
});

export interface Paged<T> {
  page: number;
  pages: number;
  items: T[];
}

export function pageOf<T>(items: readonly T[], page: number, size: number): Paged<T> {
  const pages = Math.max(1, Math.ceil(items.length / size));
  const at = Math.min(Math.max(page, 1), pages);
  return { page: at, pages, items: items.slice((at - 1) * size, at * size) };
}
