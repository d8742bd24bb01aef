import { linePath, runs, type Point } from './line-path';
import { linear } from './scale';

/** A region's values over the years, drawn the size of a word. The numbers are in the data table. */
export function Sparkline({ points }: { points: readonly Point[] }) {
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]));
  const first = points[0];
  const last = points.at(-1);
  if (values.length < 2 || !first || !last) return null;
  const x = linear([first.year, last.year], [2, 88]);
  const y = linear([Math.min(...values), Math.max(...values)], [20, 3]);
  const end = runs(points).at(-1)?.at(-1);
  return (
    <svg class="spark" viewBox="0 0 92 23" width="92" height="23" aria-hidden="true">
      <path class="spark-line" d={linePath(points, x, y)} />
      {end && <circle class="spark-dot" cx={x(end.year)} cy={y(end.value)} r="2.2" />}
    </svg>
  );
}
