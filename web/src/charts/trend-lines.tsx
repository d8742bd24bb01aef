import type { TrendModel, TrendPoint } from '../model/trend';
import { linePath } from './line-path';
import type { Scale } from './scale';

/** A different shape for each pinned region, so that lines are told apart without colour. */
const SHAPES = [
  (x: number, y: number) => `M${x - 4} ${y - 4}h8v8h-8z`,
  (x: number, y: number) => `M${x} ${y - 5}l5 9h-10z`,
  (x: number, y: number) => `M${x} ${y + 5}l5-9h-10z`,
  (x: number, y: number) => `M${x - 4} ${y - 4}l8 8m0-8l-8 8`,
  (x: number, y: number) => `M${x} ${y - 5}v10m-5-5h10`,
];

const diamond = (x: number, y: number): string => `M${x} ${y - 6}l6 6-6 6-6-6z`;

const known = (points: readonly TrendPoint[]) =>
  points.filter((point): point is TrendPoint & { value: number } => point.value !== null);

/** Pinned regions thin, the own one thick; printed values are diamonds, the others dots. */
export function TrendLines({
  model,
  region,
  x,
  y,
  focus,
}: {
  model: TrendModel;
  region: string;
  x: Scale;
  y: Scale;
  focus: number;
}) {
  const pins = model.lines.filter((line) => line.region !== region);
  const own = model.lines.find((line) => line.region === region);
  return (
    <>
      {pins.map((line, index) => (
        <g key={line.region}>
          <path class="pin-line" d={linePath(line.points, x, y)} />
          {known(line.points).map((point) => (
            <path
              key={point.year}
              class="pin-dot"
              d={(SHAPES[index % SHAPES.length] ?? diamond)(x(point.year), y(point.value))}
            />
          ))}
        </g>
      ))}
      {own && (
        <g>
          <path class="own-line" d={linePath(own.points, x, y)} />
          {known(own.points).map((point) =>
            point.series === 'printed' ? (
              <path key={point.year} class="own-dot" d={diamond(x(point.year), y(point.value))} />
            ) : (
              <circle
                key={point.year}
                class="own-dot"
                cx={x(point.year)}
                cy={y(point.value)}
                r={point.year === focus ? 6 : 4.5}
              />
            ),
          )}
        </g>
      )}
    </>
  );
}
