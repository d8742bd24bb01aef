import { shapes, viewBox } from 'virtual:sweden-map';
import { useId } from 'preact/hooks';
import type { Ranking } from '../api/types';
import { useLanguage } from '../i18n/language';
import { describeRegion, type RegionPick } from './region-words';
import { Patterns, patternFill } from './patterns';

/** The 21 counties, each with the pattern and colour of its class; white and dashed without a value. */
export function SwedenMap({
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
  // The own region and the one pointed at are drawn last, so that their outline is whole.
  const order = Object.keys(shapes).sort(
    (a, b) =>
      Number(a === region) - Number(b === region) ||
      Number(a === pick.lit) - Number(b === pick.lit),
  );
  return (
    <svg
      class="map"
      role="img"
      aria-label={`${t.map.title}. ${ranking.text[lang]}`}
      viewBox={viewBox}
      width="346"
      height="793"
    >
      <Patterns id={id} />
      {order.map((code) => (
        <path
          key={code}
          d={shapes[code] ?? ''}
          fill={patternFill(id, rows.get(code)?.class)}
          class={`map-shape${code === region ? ' own' : ''}${code === pick.lit ? ' lit' : ''}${rows.has(code) ? '' : ' empty'}`}
          onPointerEnter={() => pick.light(code)}
          onPointerLeave={() => pick.light(null)}
        >
          <title>{describeRegion(ranking, code, t, lang)}</title>
        </path>
      ))}
    </svg>
  );
}
