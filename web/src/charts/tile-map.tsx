import { useId } from 'preact/hooks';
import type { Ranking } from '../api/types';
import { useLanguage } from '../i18n/language';
import { describeRegion, type RegionPick } from './region-words';
import { Patterns, patternFill } from './patterns';
import { TILES } from './tile-positions';

const SIZE = 74;

/** Sweden as 21 equal squares: small regions are as easy to see as large ones. */
export function TileMap({
  ranking,
  region,
  pick,
}: {
  ranking: Ranking;
  region: string;
  pick: RegionPick;
}) {
  const { t, lang } = useLanguage();
  const id = useId();
  const rows = new Map(ranking.rows.map((row) => [row.region, row]));
  return (
    <svg
      class="tiles"
      role="img"
      aria-label={`${t.map.tiles}. ${ranking.text[lang]}`}
      viewBox={`-2 -2 ${5 * SIZE + 4} ${8 * SIZE + 4}`}
      width={5 * SIZE + 4}
      height={8 * SIZE + 4}
    >
      <Patterns id={id} />
      {Object.entries(TILES).map(([code, { column, row, label }]) => {
        const found = rows.get(code);
        const x = column * SIZE + 2;
        const y = row * SIZE + 2;
        const edge = SIZE - 4;
        return (
          <g
            key={code}
            onPointerEnter={() => pick.light(code)}
            onPointerLeave={() => pick.light(null)}
          >
            <title>{describeRegion(ranking, code, t, lang)}</title>
            <rect
              x={x}
              y={y}
              width={edge}
              height={edge}
              rx="4"
              fill={patternFill(id, found?.class)}
              class={`map-shape${code === region ? ' own' : ''}${code === pick.lit ? ' lit' : ''}${found ? '' : ' empty'}`}
            />
            <rect x={x + 4} y={y + 17} width={edge - 8} height={36} rx="3" class="tile-label" />
            <text
              class={`tile-text${code === region ? ' strong' : ''}`}
              x={x + edge / 2}
              y={y + 32}
            >
              {label}
            </text>
            <text class="tile-rank strong" x={x + edge / 2} y={y + 47}>
              {found ? found.rank : '–'}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
