import type { KeyFigure, Ranking, Region, SeriesValue } from '../api/types';
import { rankedYears } from './figure-years';
import type { Span } from './period';

export interface SlopeLine {
  region: string;
  name: string;
  from: number;
  to: number;
  /** Places gained; negative when places were lost. */
  moved: number;
}

/** The regions that are ranked in both years, with the rank in each. */
export function slopeLines(
  regions: readonly Region[],
  before: Ranking,
  after: Ranking,
): SlopeLine[] {
  return regions.flatMap((region) => {
    const from = before.rows.find((row) => row.region === region.code)?.rank;
    const to = after.rows.find((row) => row.region === region.code)?.rank;
    if (from === undefined || to === undefined) return [];
    return [{ region: region.code, name: region.shortName, from, to, moved: from - to }];
  });
}

/** The series that ranks most years of a key figure. */
export function rankedSeries(figure: KeyFigure): string | null {
  const years = (series: string) => rankedYears(figure, series).length;
  const names = figure.series.map((one) => one.series).filter((series) => years(series) > 0);
  return names.sort((a, b) => years(b) - years(a))[0] ?? null;
}

/**
 * The first and the last ranked year within the span. Years that rank the own region come first:
 * only where there are none of them may the chart leave it out.
 */
export function slopeYears(figure: KeyFigure, span: Span, own: readonly SeriesValue[]): Span {
  const years = rankedYears(figure).filter((year) => year >= span.from && year <= span.to);
  const owned = years.filter((year) =>
    own.some(
      (one) =>
        one.year === year &&
        one.value !== null &&
        one.series !== null &&
        rankedYears(figure, one.series).includes(year),
    ),
  );
  const best = owned.length > 0 ? owned : years;
  return { from: best.at(-1) ?? span.from, to: best[0] ?? span.to };
}
