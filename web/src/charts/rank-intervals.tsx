import type { Certainty, CertaintyRow } from '../api/foresight-types';
import { findRegion, useReference } from '../api/reference';
import { SHAPES } from '../components/rank-badge';
import { useWidth } from './measure';
import { linear } from './scale';

const ROW = 21;
const TOP = 24;

/** The mark of a rank, in the shape of its class. */
function Mark({ row, x, y }: { row: CertaintyRow; x: number; y: number }) {
  const kind = `shape-mark fill-${row.class ?? 'grey'}`;
  if (row.class === 'green') return <path class={kind} d={`M${x} ${y - 6}l6 10.5h-12z`} />;
  if (row.class === 'red') return <path class={kind} d={`M${x} ${y + 6}l6-10.5h-12z`} />;
  return <circle class={kind} cx={x} cy={y} r="5.5" />;
}

/** One line per region, best first: its rank, and the ranks that it may as well have had. */
export function RankIntervals({
  certainty,
  region,
  label,
}: {
  certainty: Certainty;
  region: string;
  label: string;
}) {
  const reference = useReference();
  const [box, width] = useWidth();
  const { rows, n } = certainty;
  const height = TOP + rows.length * ROW + 6;
  const left = width < 520 ? 134 : 150;
  const x = linear([1, n], [left + 14, width - 14]);
  const step = (width - left) / n < 22 ? 5 : 1;
  const ranks = Array.from({ length: n }, (_, index) => index + 1).filter(
    (rank) => rank === 1 || rank === n || (rank % step === 0 && (step === 1 || n - rank > 2)),
  );
  // A line between two classes stands just before the first rank of the next.
  const edges = rows
    .flatMap((row, index) => {
      const next = rows[index + 1];
      return next && next.class !== row.class ? [next.rank - 0.5] : [];
    })
    .map((rank) => x(rank));
  return (
    <div ref={box}>
      <svg
        role="img"
        aria-label={label}
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        height={height}
      >
        {ranks.map((rank) => (
          <text key={rank} x={x(rank)} y={13} text-anchor="middle">
            {rank}
          </text>
        ))}
        {edges.map((edge) => (
          <line key={edge} class="boundary-line" x1={edge} x2={edge} y1={TOP - 4} y2={height - 4} />
        ))}
        {rows.map((row, index) => {
          const y = TOP + index * ROW + ROW / 2;
          const own = row.region === region;
          const name = findRegion(reference, row.region)?.shortName ?? row.name;
          return (
            <g key={row.region}>
              <title>
                {`${row.name}: ${row.class ? `${SHAPES[row.class]} ` : ''}${row.rank} `}
                {`(${row.rankLow}–${row.rankHigh})`}
              </title>
              {own && (
                <rect class="own-row" x={0} y={y - ROW / 2} width={width} height={ROW} rx="3" />
              )}
              <text class={own ? 'strong' : ''} x={left - 8} y={y + 4} text-anchor="end">
                {name}
              </text>
              <line
                class={`interval${own ? ' own' : ''}`}
                x1={x(row.rankLow)}
                x2={x(row.rankHigh)}
                y1={y}
                y2={y}
              />
              <Mark row={row} x={x(row.rank)} y={y} />
            </g>
          );
        })}
      </svg>
    </div>
  );
}
