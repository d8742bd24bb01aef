import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { apiUrl } from '../api/client';
import { useReference } from '../api/reference';
import type { Certainty } from '../api/foresight-types';
import type { Comparison, KeyFigure, Ranking, ValueSeries } from '../api/types';
import { useResource } from '../api/use-resource';
import { useLanguage } from '../i18n/language';
import { defaultYear } from '../model/figure-years';
import { roundingHides } from '../model/ranking-table';
import { sourceOf } from '../model/source-line';
import { compareAddress } from '../routing/compare-state';
import { figureAddress, type FigureState } from '../routing/figure-state';
import { useHref, useRouter } from '../routing/location';
import { ColourNote } from './colour-note';
import { DefinitionSection } from './definition-card';
import { ErrorMessage } from './error-message';
import { FigureControls } from './figure-controls';
import { Pending } from './pending';
import { Pins } from './pins';
import { ProvenanceDialog, type NumberPlace } from './provenance-dialog';
import { RankingFigure } from './ranking-figure';
import { RankingTable } from './ranking-table';
import { SharePanel } from './share-panel';
import { Standing } from './standing';
import { WhatIfPanel } from './what-if-panel';

/** Asks how sure the ranks of the same table are. */
export const certaintyUrl = (
  figure: KeyFigure,
  region: string,
  year: number,
  state: FigureState,
): string =>
  apiUrl(`/key-figures/${figure.id}/certainty`, {
    region,
    year,
    series: state.series,
    scheme: state.scheme === 'fjardedelar' ? 'quartiles' : null,
  });

interface Props {
  figure: KeyFigure;
  state: FigureState;
  year: number;
  region: string;
  /** The trend, which stands between the ranking and what would move it. */
  children: ComponentChildren;
}

/** The ranking of one year: where we stand, the picture, the table, and what would move us. */
export function RankingView({ figure, state, year, region, children }: Props) {
  const { t, text, lang } = useLanguage();
  const { go } = useRouter();
  const path = `/nyckeltal/${figure.slug}`;
  const scheme = state.scheme === 'fjardedelar' ? 'quartiles' : null;
  const url = apiUrl(`/key-figures/${figure.id}/ranking`, { year, series: state.series, scheme });
  const { data, error, retry } = useResource<Ranking>(url);
  const trends = useResource<ValueSeries>(
    apiUrl(`/key-figures/${figure.id}/series`, { series: state.series }),
  );
  const standing = useResource<Comparison>(apiUrl('/comparison', { region, years: year }));
  const target = standing.data?.rows.find((row) => row.keyFigure === figure.id)?.target ?? null;
  // With one value there is nothing to be sure of; a failure takes nothing else from the page.
  const certain = useResource<Certainty>(
    data && data.n > 1 ? certaintyUrl(figure, region, year, state) : null,
  );
  const known = data && certain.data?.year === data.year ? certain.data : null;
  const ready = data !== null && (data.n < 2 || certain.data !== null || certain.error !== null);
  const [place, setPlace] = useState<NumberPlace | null>(null);
  const [lit, light] = useState<string | null>(null);
  const change = (next: FigureState) => go(figureAddress(path, next), { replace: true });
  const beside = state.view === 'karta' || state.view === 'rutkarta';
  return (
    <>
      <div class="standing-place">
        {data && ready && data.n > 0 && (
          <Standing ranking={data} region={region} target={target} certainty={known} />
        )}
        {data && data.n === 0 && (
          <EmptyYear figure={figure} year={data.year} path={path} state={state} />
        )}
      </div>
      <FigureControls figure={figure} state={state} year={year} region={region} onChange={change} />
      {error && <ErrorMessage error={error} onRetry={retry} />}
      {!ready && !error && <Pending shape="ranking" />}
      {data && ready && data.n > 0 && (
        <>
          <Statement ranking={data} />
          <ColourNote scheme={data.scheme} />
          <div class={`figure-grid${beside ? ' beside' : ''}`}>
            <div class={beside ? 'second' : ''}>
              {data.n > 1 && (
                <RankingFigure
                  ranking={data}
                  figure={figure}
                  region={region}
                  state={state}
                  pick={{ lit, light }}
                />
              )}
            </div>
            <div>
              <RankingTable
                ranking={data}
                region={region}
                state={state}
                trends={trends.data?.regions ?? []}
                sure={known?.rows}
                pick={{ lit, light }}
                onChange={change}
                onSource={(code, name) =>
                  setPlace({
                    keyFigure: figure.id,
                    name: text(figure.name),
                    unit: figure.unit,
                    region: code,
                    regionName: name,
                    year: data.year,
                    series: data.series,
                  })
                }
              />
              <Pins
                state={state}
                region={region}
                onChange={change}
                compare={compareAddress({
                  regions: [region, ...state.pins],
                  figures: [figure.slug],
                  view: 'matris',
                  year: data.year,
                  period: 'alla',
                  from: null,
                  to: null,
                  count: null,
                })}
              />
            </div>
          </div>
          <p class="sources">
            {roundingHides(data, lang) && <>{t.figure.rounded} </>}
            {sourceOf(data, text)} · {t.ownProcessing}
          </p>
          <SharePanel
            api={url}
            link={() =>
              window.location.origin + figureAddress(path, { ...state, year: data.year, region })
            }
          />
        </>
      )}
      {/* What follows waits unseen, so that it does not move when the table comes. */}
      <div hidden={!ready && !error}>{children}</div>
      <div class="columns" hidden={!ready && !error}>
        {data && data.n > 1 && <WhatIfPanel ranking={data} region={region} series={state.series} />}
        <DefinitionSection figure={figure} />
      </div>
      {place && <ProvenanceDialog place={place} onClose={() => setPlace(null)} />}
    </>
  );
}

function Statement({ ranking }: { ranking: Ranking }) {
  const { t, text } = useLanguage();
  const { green, yellow, red } = ranking.classSizes;
  const classed = green + yellow + red > 0;
  return (
    <>
      <p class="lead">{text(ranking.text)}</p>
      <p class="muted">
        {classed
          ? `${t.figure.sizes}: ▲ ${green} · ● ${yellow} · ▼ ${red}`
          : t.classes.tooFew[ranking.scheme]}
      </p>
      {ranking.differs && (
        <div class="message">
          <p class="message-title">{t.figure.differs}</p>
          <p>{text(ranking.differs)}</p>
        </div>
      )}
    </>
  );
}

function EmptyYear({
  figure,
  year,
  path,
  state,
}: {
  figure: KeyFigure;
  year: number;
  path: string;
  state: FigureState;
}) {
  const { t } = useLanguage();
  const href = useHref();
  const { info } = useReference();
  const other = defaultYear(figure, state.series) ?? info.years.at(-1) ?? null;
  return (
    <p class="message">
      {t.figure.emptyYear(year)}{' '}
      {other !== null && other !== year && (
        <a href={href(figureAddress(path, { ...state, year: other }))}>
          {t.figure.showYear(other)}
        </a>
      )}
    </p>
  );
}
