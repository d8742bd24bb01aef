import { useMemo, useState } from 'preact/hooks';
import { apiUrl } from '../api/client';
import type { Forecast, Movement } from '../api/foresight-types';
import { findBySlug, findRegion, useReference } from '../api/reference';
import type { KeyFigure, Ranking } from '../api/types';
import { useResource } from '../api/use-resource';
import { ColourNote } from '../components/colour-note';
import { CopyButton } from '../components/copy-button';
import { NoValues } from '../components/no-values';
import { PageHead } from '../components/page-head';
import { Pending } from '../components/pending';
import { RegionPicker } from '../components/region-picker';
import { SelectField } from '../components/select-field';
import { forecastUrl } from '../components/trend-section';
import { ForecastPanel } from '../foresight/forecast-panel';
import { MovementSection } from '../foresight/movement';
import { foresightWords } from '../foresight/words';
import { useLanguage } from '../i18n/language';
import { defaultYear, figureState, rankedYears } from '../model/figure-years';
import { FourAnswers } from '../requires/four-answers';
import { MeasuresPart } from '../requires/measures-part';
import { OwnValue } from '../requires/own-value';
import { usePlan } from '../requires/use-plan';
import { requiresWords } from '../requires/words';
import { SERIES } from '../routing/figure-state';
import { useRouter } from '../routing/location';
import { parseRequires, requiresAddress, type RequiresState } from '../routing/requires-state';
import { NotFound } from './not-found';

/** One page from "why are we here" to "what would change it, and at what cost". */
export function Requires({ slug }: { slug: string }) {
  const { t } = useLanguage();
  const figure = findBySlug(useReference(), slug);
  if (!figure) return <NotFound text={t.notFound.figure} />;
  return (
    <foresightWords.Words>
      <requiresWords.Words>
        <RequiresPage figure={figure} />
      </requiresWords.Words>
    </foresightWords.Words>
  );
}

function RequiresPage({ figure }: { figure: KeyFigure }) {
  const w = requiresWords.useWords();
  const { t, text } = useLanguage();
  const reference = useReference();
  const { query, go } = useRouter();
  const state = useMemo(() => parseRequires(query), [query]);
  const region = state.region ?? reference.info.site.region;
  const regionName = findRegion(reference, region)?.name ?? region;
  const change = (next: RequiresState) => go(requiresAddress(figure.slug, next), { replace: true });
  const name = text(figure.name);
  const head = (
    <PageHead
      title={`${w.title} ${name}`}
      windowTitle={`${w.title} ${name} – ${regionName}`}
      crumbs={[
        { name: t.menu.figures, href: '/nyckeltal' },
        { name, href: `/nyckeltal/${figure.slug}` },
      ]}
    >
      <p class="lead">{w.lead(name, regionName)}</p>
    </PageHead>
  );
  if (figureState(figure) === 'none')
    return (
      <>
        {head}
        <NoValues figure={figure} region={region} />
      </>
    );
  return (
    <>
      {head}
      <section class="controls" aria-label={t.region}>
        <RegionPicker
          label={t.region}
          value={region}
          onPick={(code) => change({ ...state, region: code, value: null })}
        />
        {figure.series.length > 1 && (
          <SelectField
            label={w.series}
            value={state.series ?? ''}
            options={[
              { value: '', label: w.seriesAuto },
              ...figure.series.map((one) => ({ value: one.series, label: text(one.label) })),
            ]}
            onChange={(series) =>
              change({
                ...state,
                value: null,
                series: SERIES.find((one) => one === series) ?? null,
              })
            }
          />
        )}
        <CopyButton label={w.copy} text={() => window.location.href} />
      </section>
      <Parts figure={figure} region={region} state={state} change={change} />
    </>
  );
}

function Parts({
  figure,
  region,
  state,
  change,
}: {
  figure: KeyFigure;
  region: string;
  state: RequiresState;
  change: (state: RequiresState) => void;
}) {
  const w = requiresWords.useWords();
  // All parts wait unseen for each other, so that nothing moves on screen.
  const [movement, setMovement] = useState<Movement | null | undefined>(undefined);
  const plans = usePlan(state.plan);
  const ranked = rankedYears(figure, state.series);
  const year = state.year ?? defaultYear(figure, state.series);
  const forecast = useResource<Forecast>(forecastUrl(figure, region, state));
  const ranking = useResource<Ranking>(
    ranked.length > 0 && year !== null
      ? apiUrl(`/key-figures/${figure.id}/ranking`, {
          year,
          series: state.series,
          scheme: state.scheme === 'fjardedelar' ? 'quartiles' : null,
        })
      : null,
  );
  const table = ranking.data && ranking.data.n > 1 ? ranking.data : null;
  const settled = (forecast.data ?? forecast.error) && (ranked.length === 0 || ranking.data);
  const ready = movement !== undefined && Boolean(settled) && plans.ready;
  return (
    <>
      {!ready && <Pending shape="page" />}
      {ready && (
        <FourAnswers
          figure={figure}
          region={region}
          movement={movement}
          forecast={forecast.data}
          plan={plans.plan}
          measures={plans.measures}
        />
      )}
      <div class="band" hidden={!ready}>
        <p class="band-head">
          <span class="tag tag-good">✓ {w.fact}</span> {w.factText}
        </p>
        <MovementSection
          figure={figure}
          region={region}
          year={year}
          series={state.series}
          scheme={state.scheme}
          moved={state.moved}
          onMoved={(moved) => change({ ...state, moved })}
          onReady={setMovement}
        />
        {forecast.data && <ForecastPanel forecast={forecast.data} />}
        <ColourNote scheme={state.scheme === 'fjardedelar' ? 'quartiles' : 'thirds'} />
      </div>
      <div class="band band-assumed" hidden={!ready}>
        <p class="band-head">
          <span class="tag tag-wait">! {w.assumption}</span> {w.assumptionText}
        </p>
        {settled ? (
          <OwnValue
            key={`${region} ${state.series} ${table?.year}`}
            figure={figure}
            region={region}
            ranking={table}
            forecast={forecast.data}
            value={state.value}
            onValue={(value) => change({ ...state, value })}
          />
        ) : (
          <Pending shape="lines" />
        )}
        <MeasuresPart
          figure={figure}
          region={region}
          year={forecast.data?.year ?? null}
          plans={plans}
          state={state}
          onChange={change}
        />
      </div>
    </>
  );
}
