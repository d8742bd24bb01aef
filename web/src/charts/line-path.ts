import type { Scale } from './scale';

export interface Point {
  year: number;
  value: number | null;
}

/** Runs of neighbouring years that have values: a missing year ends a run. */
export function runs(points: readonly Point[]): { year: number; value: number }[][] {
  const found: { year: number; value: number }[][] = [];
  let last: number | null = null;
  for (const { year, value } of points) {
    if (value === null) continue;
    if (last === null || year - last > 1) found.push([]);
    found.at(-1)?.push({ year, value });
    last = year;
  }
  return found;
}

const at = (x: Scale, y: Scale, year: number, value: number): string =>
  `${x(year).toFixed(1)} ${y(value).toFixed(1)}`;

/** One broken line: gaps stay gaps. */
export const linePath = (points: readonly Point[], x: Scale, y: Scale): string =>
  runs(points)
    .map((run) => `M${run.map((p) => at(x, y, p.year, p.value)).join('L')}`)
    .join('');

/** The area between two values a year, with the same gaps. */
export function areaPath(
  bands: readonly { year: number; low: number | null; high: number | null }[],
  x: Scale,
  y: Scale,
): string {
  const high = new Map(bands.map((band) => [band.year, band.high]));
  const lows = runs(
    bands.map((band) => ({ year: band.year, value: band.high === null ? null : band.low })),
  );
  return lows
    .map((run) => {
      const there = run.map((p) => at(x, y, p.year, p.value));
      const back = [...run].reverse().map((p) => at(x, y, p.year, high.get(p.year) ?? p.value));
      return `M${[...there, ...back].join('L')}Z`;
    })
    .join('');
}

/** Moves labels apart so that none overlap, keeping their order. */
export function spread(
  positions: readonly number[],
  room: number,
  top: number,
  bottom: number,
): number[] {
  const order = positions.map((y, index) => ({ y, index })).sort((a, b) => a.y - b.y);
  let least = top;
  for (const label of order) {
    label.y = Math.max(label.y, least);
    least = label.y + room;
  }
  let most = bottom;
  for (const label of [...order].reverse()) {
    label.y = Math.min(label.y, most);
    most = label.y - room;
  }
  const placed: number[] = [];
  for (const label of order) placed[label.index] = label.y;
  return placed;
}
