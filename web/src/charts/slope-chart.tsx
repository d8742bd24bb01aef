import type { Ranking } from '../api/types';
import type { SlopeLine } from '../model/slope';
import { spread } from './line-path';
import { useWidth } from './measure';
import { linear } from './scale';

const HEIGHT = 320;
const TOP = 34;
const BOTTOM = 12;

/** The rank in two years joined by a line; one region is drawn thick. */
export function SlopeChart({
  lines,
  own,
  from,
  to,
  label,
}: {
  lines: SlopeLine[];
  own: string;
  from: Ranking;
  to: Ranking;
  label: string;
}) {
  const [box, width] = useWidth(420);
  const side = Math.min(150, width * 0.36);
  const y = linear([1, Math.max(from.n, to.n)], [TOP + 8, HEIGHT - BOTTOM]);
  const left = spread(
    lines.map((line) => y(line.from)),
    15,
    TOP + 4,
    HEIGHT - 4,
  );
  const right = spread(
    lines.map((line) => y(line.to)),
    15,
    TOP + 4,
    HEIGHT - 4,
  );
  return (
    <div ref={box}>
      <svg
        role="img"
        aria-label={label}
        viewBox={`0 0 ${width} ${HEIGHT}`}
        width={width}
        height={HEIGHT}
      >
        <text class="strong" x={side} y={16} text-anchor="middle">
          {from.year}
        </text>
        <text class="strong" x={width - side} y={16} text-anchor="middle">
          {to.year}
        </text>
        <g class="axis">
          <line x1={side} x2={side} y1={TOP} y2={HEIGHT - 6} />
          <line x1={width - side} x2={width - side} y1={TOP} y2={HEIGHT - 6} />
        </g>
        {lines.map((line, index) => (
          <g key={line.region}>
            <path
              class={`slope-line${line.region === own ? ' own' : ''}`}
              d={`M${side} ${y(line.from)}L${width - side} ${y(line.to)}`}
            />
            <circle class="own-dot" cx={side} cy={y(line.from)} r="4" />
            <circle class="own-dot" cx={width - side} cy={y(line.to)} r="4" />
            <text
              class={line.region === own ? 'strong' : ''}
              x={side - 10}
              y={(left[index] ?? 0) + 4}
              text-anchor="end"
            >
              {line.name} {line.from}
            </text>
            <text
              class={line.region === own ? 'strong' : ''}
              x={width - side + 10}
              y={(right[index] ?? 0) + 4}
            >
              {line.to} {line.name}
            </text>
          </g>
        ))}
      </svg>
    </div>
  );
}
