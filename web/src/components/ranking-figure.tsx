import type { KeyFigure, Ranking } from '../api/types';
import { ChartFrame } from '../charts/chart-frame';
import type { RegionPick } from '../charts/region-words';
import { StripPlot } from '../charts/strip-plot';
import { TileMap } from '../charts/tile-map';
import { formatUnit } from '../format/number';
import { useLanguage } from '../i18n/language';
import { lazy } from '../lazy';
import { sourceOf } from '../model/source-line';
import type { FigureState } from '../routing/figure-state';
import { RankingValues } from './ranking-values';

const SwedenMap = lazy(
  () => import('../charts/sweden-map').then((part) => part.SwedenMap),
  'chart',
);

/** The ranking as a picture: dots on an axis, a map, or a map of squares. */
export function RankingFigure({
  ranking,
  figure,
  region,
  state,
  pick,
}: {
  ranking: Ranking;
  figure: KeyFigure;
  region: string;
  state: FigureState;
  pick: RegionPick;
}) {
  const { t, lang, text } = useLanguage();
  if (state.view === 'tabell') return null;
  const kind =
    state.view === 'strip' ? t.strip.title : state.view === 'karta' ? t.map.title : t.map.tiles;
  const title = `${text(ranking.name)} ${ranking.year}`;
  const subtitle = `${kind} · ${formatUnit(ranking.unit, lang)} · ${t.polarity[ranking.polarity].toLowerCase()}`;
  return (
    <ChartFrame
      title={title}
      subtitle={subtitle}
      source={`${sourceOf(ranking, text)} · ${t.ownProcessing}`}
      file={`${figure.slug}-${ranking.year}-${state.view}`}
      table={<RankingValues ranking={ranking} />}
      {...(state.view === 'karta' ? { attribution: t.map.attribution } : {})}
    >
      {state.view === 'strip' && (
        <StripPlot ranking={ranking} region={region} bounds={figure.bounds} pins={state.pins} />
      )}
      {state.view === 'karta' && <SwedenMap ranking={ranking} region={region} pick={pick} />}
      {state.view === 'rutkarta' && <TileMap ranking={ranking} region={region} pick={pick} />}
      {state.view === 'rutkarta' && <p class="attribution">{t.map.tilesText}</p>}
    </ChartFrame>
  );
}
