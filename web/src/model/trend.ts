import type { Forecast } from '../api/foresight-types';
import type { Band, TargetPath, ValueSeries } from '../api/types';
import type { Point } from '../charts/line-path';

export interface TrendLine {
  region: string;
  name: string;
  points: TrendPoint[];
}
export interface TrendPoint extends Point {
  series: string | null;
}

export interface ForecastStep {
  year: number;
  value: number;
  low: number;
  high: number;
}

export interface TrendModel {
  from: number;
  to: number;
  lines: TrendLine[];
  bands: Band[];
  target: TargetPath | null;
  /** From the latest value on; empty when there is none or it is not wanted. */
  forecast: ForecastStep[];
  /** The year that is 100 when values are shown as an index. */
  baseYear: number | null;
}

const scaled = (value: number | null, base: number | null): number | null =>
  value === null || base === null || base === 0 ? null : (value / base) * 100;

const valueIn = (points: readonly Point[], year: number | null): number | null =>
  points.find((point) => point.year === year)?.value ?? null;

/** The base year of the target where it has one, else the first year with a value. */
function baseYearOf(own: readonly Point[], target: TargetPath | null): number | null {
  if (target?.baselineYear && valueIn(own, target.baselineYear) !== null)
    return target.baselineYear;
  return own.find((point) => point.value !== null)?.year ?? null;
}

/** What the trend chart draws: the own region first, then the pinned ones. */
export function trendModel(
  series: ValueSeries,
  region: string,
  asIndex: boolean,
  forecast: ForecastStep[] = [],
): TrendModel {
  const sorted = [...series.regions].sort(
    (a, b) => Number(b.region === region) - Number(a.region === region),
  );
  const lines = sorted.map((one) => ({
    region: one.region,
    name: one.shortName,
    points: one.values as TrendPoint[],
  }));
  const target = series.targets.find((one) => one.region === region) ?? null;
  const own = lines.find((line) => line.region === region)?.points ?? [];
  const baseYear = baseYearOf(own, target);
  const seen = lines.flatMap((line) =>
    line.points.filter((point) => point.value !== null).map((point) => point.year),
  );
  const years = [...seen, ...series.bands.map((band) => band.year)];
  const from = Math.min(...years, baseYear ?? Infinity);
  const last = Math.max(...years, from);
  const model = {
    from,
    to: Math.max(last, target?.year ?? last, forecast.at(-1)?.year ?? last),
    lines,
    bands: series.bands,
    target,
    forecast,
    baseYear,
  };
  return asIndex ? indexed(model, region) : model;
}

/** Every line against its own value in the base year; median, band and target against ours. */
function indexed(model: TrendModel, region: string): TrendModel {
  const own = model.lines.find((line) => line.region === region)?.points ?? [];
  const ours = valueIn(own, model.baseYear);
  return {
    ...model,
    lines: model.lines.map((line) => {
      const base = valueIn(line.points, model.baseYear);
      return {
        ...line,
        points: line.points.map((point) => ({ ...point, value: scaled(point.value, base) })),
      };
    }),
    bands: [],
    forecast: model.forecast.map(({ year, value, low, high }) => ({
      year,
      value: scaled(value, ours) ?? value,
      low: scaled(low, ours) ?? low,
      high: scaled(high, ours) ?? high,
    })),
    target: model.target && {
      ...model.target,
      value: scaled(model.target.value, ours) ?? model.target.value,
      baselineValue: scaled(model.target.baselineValue, ours),
    },
  };
}

/** The path of a forecast, begun where the outcomes end. */
export function forecastSteps(forecast: Forecast | null): ForecastStep[] {
  if (!forecast?.latest || forecast.path.length === 0) return [];
  const { year, value } = forecast.latest;
  return [{ year, value, low: value, high: value }, ...forecast.path];
}

/** Every value the vertical axis must hold. */
export const trendValues = (model: TrendModel): number[] =>
  [
    ...model.lines.flatMap((line) => line.points.map((point) => point.value)),
    ...model.bands.flatMap((band) => [band.low, band.high, band.median]),
    ...model.forecast.flatMap((step) => [step.low, step.high]),
    model.target?.value ?? null,
    model.target?.baselineValue ?? null,
  ].filter((value): value is number => value !== null);

/** Years with anything to read out, in order. */
export function trendYears(model: TrendModel): number[] {
  const years = new Set(model.bands.map((band) => band.year));
  for (const line of model.lines) {
    for (const point of line.points) if (point.value !== null) years.add(point.year);
  }
  return [...years].sort((a, b) => a - b);
}
