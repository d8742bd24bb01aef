import type { Ranking, RankingRow } from '../api/types';
import { formatExact, formatUnit, formatValue, withUnit } from '../format/number';
import { useLanguage } from '../i18n/language';
import { useWidth } from './measure';
import { spread } from './line-path';
import { linear, paddedDomain, ticks } from './scale';

const HEIGHT = 190;
const AXIS = 132;
const RADIUS = 6;

/** Piles up the dots that would cover each other. */
export function pile(positions: readonly number[], width: number): number[] {
  const placed: { x: number; level: number }[] = [];
  return positions.map((x) => {
    const near = new Set(
      placed.filter((dot) => Math.abs(dot.x - x) < width).map((dot) => dot.level),
    );
    let level = 0;
    while (near.has(level)) level++;
    placed.push({ x, level });
    return level;
  });
}

function Mark({ row, x, y, own }: { row: RankingRow; x: number; y: number; own: boolean }) {
  const kind = `shape-mark fill-${row.class ?? 'grey'}${own ? ' own' : ''}`;
  const r = own ? RADIUS + 2 : RADIUS;
  if (row.class === 'green')
    return <path class={kind} d={`M${x} ${y - r}l${r} ${r * 1.8}h${-2 * r}z`} />;
  if (row.class === 'red')
    return <path class={kind} d={`M${x} ${y + r}l${r} ${-r * 1.8}h${-2 * r}z`} />;
  return <circle class={kind} cx={x} cy={y} r={r} />;
}

/** Every region as a mark on one axis, better to the right, with the two boundaries drawn. */
export function StripPlot({
  ranking,
  region,
  bounds,
  pins,
}: {
  ranking: Ranking;
  region: string;
  pins: readonly string[];
  bounds: { min: number | null; max: number | null };
}) {
  const { t, lang } = useLanguage();
  const [box, width] = useWidth();
  const values = ranking.rows.map((row) => row.value);
  const edge: [number, number] = [14, width - 14];
  const x = linear(
    paddedDomain(values, bounds, 0.04),
    ranking.polarity === 'low' ? [edge[1], edge[0]] : edge,
  );
  const levels = pile(
    values.map((value) => x(value)),
    RADIUS * 2 + 1,
  );
  const tallest = Math.max(...levels, 1);
  const lift = Math.min(RADIUS * 2 + 1, 92 / (tallest + 1));
  const { greenYellow, yellowRed } = ranking.boundaries;
  const lines = [
    { value: greenYellow, label: t.strip.boundaryGreen },
    { value: yellowRed, label: t.strip.boundaryRed },
  ].filter((one): one is { value: number; label: string } => one.value !== null);
  const labelY = spread(
    lines.map(() => 12),
    14,
    12,
    26,
  );
  const named = ranking.rows
    .map((row, index) => ({ row, level: levels[index] ?? 0 }))
    .filter(({ row }) => row.region === region || pins.includes(row.region));
  const own = ranking.rows.find((row) => row.region === region);
  const label = `${t.strip.title}. ${
    own
      ? `${own.name}: ${withUnit(
          formatValue(own.value, ranking.decimals, lang),
          formatUnit(ranking.unit, lang),
        )}, ${t.badge.rankOf(own.rank, ranking.n)}`
      : ''
  }`;
  const anchor = (at: number) => (at > width - 90 ? 'end' : at < 90 ? 'start' : 'middle');
  return (
    <div ref={box}>
      <svg
        role="img"
        aria-label={label}
        viewBox={`0 0 ${width} ${HEIGHT}`}
        width={width}
        height={HEIGHT}
      >
        {lines.map((one, index) => {
          const at = x(one.value);
          const side = at > width / 2 ? 'end' : 'start';
          return (
            <g key={one.label}>
              <line class="boundary-line" x1={at} x2={at} y1={labelY[index]} y2={AXIS + 4} />
              <text
                class="halo"
                x={at + (side === 'end' ? -5 : 5)}
                y={(labelY[index] ?? 12) + 3}
                text-anchor={side}
              >
                {one.label} {formatExact(one.value, ranking.decimals, lang)}
              </text>
            </g>
          );
        })}
        <g class="axis">
          <line x1={edge[0]} x2={edge[1]} y1={AXIS} y2={AXIS} />
          {ticks(x.domain, width < 420 ? 4 : 8).map((tick) => (
            <g key={tick}>
              <line x1={x(tick)} x2={x(tick)} y1={AXIS} y2={AXIS + 5} />
              <text x={x(tick)} y={AXIS + 19} text-anchor="middle">
                {formatExact(tick, 0, lang)}
              </text>
            </g>
          ))}
        </g>
        {ranking.rows.map(
          (row, index) =>
            row.region !== region && (
              <Mark
                key={row.region}
                row={row}
                own={false}
                x={x(row.value)}
                y={AXIS - 8 - (levels[index] ?? 0) * lift}
              />
            ),
        )}
        {named.map(({ row, level }) => {
          const at = x(row.value);
          const y = AXIS - 8 - level * lift;
          return (
            <g key={row.region}>
              {row.region === region && <Mark row={row} own x={at} y={y} />}
              <text
                class={`halo${row.region === region ? ' strong' : ''}`}
                text-anchor={anchor(at)}
                x={anchor(at) === 'end' ? at - 13 : at}
                y={anchor(at) === 'end' ? y + 4 : y - 13}
              >
                {row.shortName}
              </text>
            </g>
          );
        })}
        <text x={edge[0] - 8} y={HEIGHT - 6}>
          ← {t.strip.worse}
        </text>
        <text x={width / 2} y={HEIGHT - 6} text-anchor="middle">
          {formatUnit(ranking.unit, lang)}
        </text>
        <text x={edge[1] + 8} y={HEIGHT - 6} text-anchor="end">
          {t.strip.better} →
        </text>
      </svg>
    </div>
  );
}
