import { useId } from 'preact/hooks';
import type { Movement } from '../api/foresight-types';
import { foresightWords } from '../foresight/words';
import { formatChange } from '../format/number';
import { useLanguage } from '../i18n/language';
import { steps } from '../model/movement';
import { useWidth } from './measure';
import { linear } from './scale';

const ROW = 40;
const TOP = 26;

/** From one rank to the other, part by part; what makes it worse is hatched. */
export function MovementChart({ movement, label }: { movement: Movement; label: string }) {
  const w = foresightWords.useWords();
  const { t, lang } = useLanguage();
  const [box, width] = useWidth();
  const hatch = useId();
  const { rankFrom, rankTo } = movement;
  if (rankFrom === null || rankTo === null) return null;
  const parts = steps(movement);
  const split = movement.parts !== null;
  const all = [1, movement.nFrom ?? 1, movement.nTo ?? 1, rankFrom, rankTo];
  for (const { after } of parts) all.push(after);
  const low = Math.min(...all);
  const high = Math.max(...all);
  const left = width < 520 ? 128 : 170;
  const x = linear([low, high], [left + 16, width - 20]);
  const rows = parts.length + 2;
  const height = TOP + rows * ROW + 4;
  const middle = (row: number) => TOP + row * ROW + ROW / 2;
  const marks = [...new Set([low, 5, 10, 15, 20, high])].filter(
    (rank) => rank === low || rank === high || (rank - low > 2 && high - rank > 2),
  );
  const short = width < 520;
  const words = (change: number) =>
    short
      ? formatChange(change, 0, lang)
      : change === 0
        ? w.movement.none
        : change < 0
          ? w.movement.better(-change)
          : w.movement.worse(change);
  const End = ({
    row,
    rank,
    year,
    of,
  }: {
    row: number;
    rank: number;
    year: number;
    of: number | null;
  }) => (
    <g>
      <text class="strong" x={left - 8} y={middle(row) + 4} text-anchor="end">
        {split ? w.movement.start(year) : w.movement.printedRow(year)}
      </text>
      <circle class="rank-dot" cx={x(rank)} cy={middle(row)} r="7" />
      <text
        class="strong halo"
        x={x(rank) + (x(rank) > width - 90 ? -13 : 13)}
        y={middle(row) + 4}
        text-anchor={x(rank) > width - 90 ? 'end' : 'start'}
      >
        {of === null ? rank : `${rank} ${t.of} ${of}`}
      </text>
    </g>
  );
  return (
    <div ref={box}>
      <svg
        role="img"
        aria-label={label}
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        height={height}
      >
        <defs>
          <pattern
            id={hatch}
            width="6"
            height="6"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect class="hatch-ground" width="6" height="6" />
            <rect class="hatch-line" width="3" height="6" />
          </pattern>
        </defs>
        <g class="grid">
          {marks.map((mark) => (
            <line key={mark} x1={x(mark)} x2={x(mark)} y1={TOP - 6} y2={height - 4} />
          ))}
        </g>
        {marks.map((mark) => (
          <text key={mark} x={x(mark)} y={13} text-anchor="middle">
            {mark}
          </text>
        ))}
        <End row={0} rank={rankFrom} year={movement.from} of={movement.nFrom} />
        {parts.map(({ part, change, before, after }, index) => {
          const y = middle(index + 1);
          const from = Math.min(x(before), x(after));
          const to = Math.max(x(before), x(after));
          const room = width - to > (short ? 32 : 128);
          return (
            <g key={part}>
              <text x={left - 8} y={y + 4} text-anchor="end">
                {w.movement.parts[part]}
              </text>
              <line
                class="step-line"
                x1={x(before)}
                x2={x(before)}
                y1={y - ROW + (index === 0 ? 7 : 11)}
                y2={y + 11}
              />
              {change !== 0 && (
                <rect
                  class={change < 0 ? 'step-better' : 'step-worse'}
                  fill={change < 0 ? undefined : `url(#${hatch})`}
                  x={from}
                  y={y - 11}
                  width={to - from}
                  height={22}
                />
              )}
              <text
                class="halo"
                x={room ? to + 8 : from - 8}
                y={y + 4}
                text-anchor={room ? 'start' : 'end'}
              >
                {words(change)}
              </text>
            </g>
          );
        })}
        <line
          class="step-line"
          x1={x(parts.length > 0 ? rankTo : rankFrom)}
          x2={x(rankTo)}
          y1={middle(rows - 2) + (parts.length > 0 ? 11 : 7)}
          y2={middle(rows - 1) - 7}
        />
        <End row={rows - 1} rank={rankTo} year={movement.to} of={movement.nTo} />
      </svg>
    </div>
  );
}
