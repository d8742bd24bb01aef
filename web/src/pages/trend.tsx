import { useMemo } from 'preact/hooks';
import { findBySlug, findRegion, useReference } from '../api/reference';
import type { KeyFigure } from '../api/types';
import { NoValues } from '../components/no-values';
import { PageHead } from '../components/page-head';
import { Pins } from '../components/pins';
import { RegionPicker } from '../components/region-picker';
import { SharePanel } from '../components/share-panel';
import { TrendSection, trendUrl } from '../components/trend-section';
import { useLanguage } from '../i18n/language';
import { figureState, figureYears } from '../model/figure-years';
import { compareAddress } from '../routing/compare-state';
import { MAX_PINS, figureAddress, parseFigure, type FigureState } from '../routing/figure-state';
import { useHref, useRouter } from '../routing/location';
import { NotFound } from './not-found';

/** S3 on its own page: the development of one key figure against its target. */
export function Trend({ slug }: { slug: string }) {
  const { t } = useLanguage();
  const figure = findBySlug(useReference(), slug);
  return figure ? <TrendPage figure={figure} /> : <NotFound text={t.notFound.figure} />;
}

function TrendPage({ figure }: { figure: KeyFigure }) {
  const { t, text } = useLanguage();
  const reference = useReference();
  const { query, go } = useRouter();
  const href = useHref();
  const state = useMemo(() => parseFigure(query), [query]);
  const region = state.region ?? reference.info.site.region;
  const regionName = findRegion(reference, region)?.name ?? region;
  const path = `/nyckeltal/${figure.slug}/utveckling`;
  const change = (next: FigureState) => go(figureAddress(path, next), { replace: true });
  const years = figureYears(figure);
  const span = years.length > 0 ? ` ${years.at(-1)}–${years[0]}` : '';
  const name = text(figure.name);
  return (
    <>
      <PageHead
        title={`${t.figure.trendTitle}: ${name}`}
        windowTitle={`${t.figure.trendTitle}: ${name} – ${regionName}${span}`}
        crumbs={[
          { name: t.menu.figures, href: '/nyckeltal' },
          { name, href: `/nyckeltal/${figure.slug}` },
        ]}
      />
      {figureState(figure) === 'none' ? (
        <NoValues figure={figure} region={region} />
      ) : (
        <>
          <section class="controls" aria-label={t.compare.regions}>
            <RegionPicker
              label={t.region}
              value={region}
              onPick={(code) =>
                change({ ...state, region: code, pins: state.pins.filter((pin) => pin !== code) })
              }
            />
            {state.pins.length < MAX_PINS && (
              <RegionPicker
                label={t.compare.add}
                value=""
                without={[region, ...state.pins]}
                onPick={(code) => change({ ...state, pins: [...state.pins, code] })}
              />
            )}
            <Pins
              state={state}
              region={region}
              onChange={change}
              compare={compareAddress({
                regions: [region, ...state.pins],
                figures: [figure.slug],
                view: 'linjer',
                year: null,
                period: 'alla',
                from: null,
                to: null,
                count: null,
              })}
            />
          </section>
          <TrendSection
            figure={figure}
            region={region}
            state={state}
            link={(next) => figureAddress(path, next)}
          />
          <SharePanel api={trendUrl(figure, region, state)} />
        </>
      )}
      <p>
        <a class="go" href={href(figureAddress(`/nyckeltal/${figure.slug}`, state))}>
          {t.figure.back}
        </a>
      </p>
    </>
  );
}
