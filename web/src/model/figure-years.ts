import type { KeyFigure } from '../api/types';

/** The years a key figure has values for, latest first. */
export function figureYears(
  figure: Pick<KeyFigure, 'series'>,
  series: string | null = null,
): number[] {
  const years = figure.series
    .filter((one) => series === null || one.series === series)
    .flatMap((one) => one.years.map(({ year }) => year));
  return [...new Set(years)].sort((a, b) => b - a);
}

/** The years with enough regions for a ranking with classes, latest first. */
export function rankedYears(figure: KeyFigure, series: string | null = null): number[] {
  const years = figure.series
    .filter((one) => series === null || one.series === series)
    .flatMap((one) => one.years)
    .filter(({ n }) => n >= 9)
    .map(({ year }) => year);
  return [...new Set(years)].sort((a, b) => b - a);
}

/** The year a page opens on: the latest with enough regions to rank, else the latest. */
export function defaultYear(figure: KeyFigure, series: string | null = null): number | null {
  return rankedYears(figure, series)[0] ?? figureYears(figure, series)[0] ?? null;
}

export type FigureState = 'full' | 'ownOnly' | 'none';

/** Whether the values of all regions, only of the own one, or none are there. */
export function figureState(figure: KeyFigure): FigureState {
  if (figure.series.every((one) => one.years.length === 0)) return 'none';
  const most = Math.max(...figure.series.flatMap((one) => one.years.map(({ n }) => n)));
  return figure.fetch !== null || most < 2 ? 'ownOnly' : 'full';
}
