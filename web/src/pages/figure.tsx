import { useMemo } from 'preact/hooks';
import { findBySlug, findRegion, useReference } from '../api/reference';
import type { KeyFigure } from '../api/types';
import { DefinitionSection } from '../components/definition-card';
import { NoValues } from '../components/no-values';
import { OwnValues } from '../components/own-values';
import { PageHead } from '../components/page-head';
import { RankingView } from '../components/ranking-view';
import { TrendSection } from '../components/trend-section';
import { lazy } from '../lazy';
import { useLanguage } from '../i18n/language';
import { ownYear } from '../model/drill';
import { defaultYear, figureState } from '../model/figure-years';
import { address } from '../routing/address';
import { figureAddress, parseFigure, type FigureState } from '../routing/figure-state';
import { useHref, useRouter } from '../routing/location';
import { NotFound } from './not-found';

const ForesightPart = lazy(
  () => import('../foresight/figure-part').then((part) => part.ForesightPart),
  'lines',
);

/** S2: one key figure, all regions. */
export function Figure({ slug }: { slug: string }) {
  const { t } = useLanguage();
  const figure = findBySlug(useReference(), slug);
  return figure ? <FigurePage figure={figure} /> : <NotFound text={t.notFound.figure} />;
}

function FigurePage({ figure }: { figure: KeyFigure }) {
  const { t, text } = useLanguage();
  const reference = useReference();
  const { query } = useRouter();
  const state = useMemo(() => parseFigure(query), [query]);
  const code = state.region ?? reference.info.site.region;
  const region = findRegion(reference, code);
  const values = figureState(figure);
  const year = state.year ?? defaultYear(figure, state.series);
  const name = text(figure.name);
  const regionName = region?.name ?? code;
  const drill = ownYear(figure, year);
  const href = useHref();
  return (
    <>
      <PageHead
        title={name}
        windowTitle={`${name} – ${regionName}${year ? ` ${year}` : ''}`}
        eyebrow={text(figure.theme)}
        crumbs={[{ name: t.menu.figures, href: '/nyckeltal' }]}
      />
      {values === 'full' && year !== null && (
        <RankingView figure={figure} state={state} year={year} region={code}>
          <TrendPart figure={figure} region={code} state={state} />
          <ForesightPart figure={figure} region={code} year={year} state={state} />
        </RankingView>
      )}
      {values === 'ownOnly' && region && <OwnValues figure={figure} region={region} />}
      {values === 'none' && <NoValues figure={figure} region={code} />}
      {values === 'ownOnly' && (
        <>
          <TrendPart figure={figure} region={code} state={state} />
          <ForesightPart figure={figure} region={code} year={year} state={state} />
        </>
      )}
      {drill !== null && (
        <p class="section">
          <a
            class="go"
            href={href(address(`/nyckeltal/${figure.slug}/${drill}`, { region: state.region }))}
          >
            {t.figure.drill(drill)}
          </a>
        </p>
      )}
      {values !== 'full' && (
        <div class="section">
          <DefinitionSection figure={figure} />
        </div>
      )}
    </>
  );
}

function TrendPart({
  figure,
  region,
  state,
}: {
  figure: KeyFigure;
  region: string;
  state: FigureState;
}) {
  const { t } = useLanguage();
  const href = useHref();
  const path = `/nyckeltal/${figure.slug}`;
  return (
    <section class="section" aria-labelledby="trend">
      <h2 id="trend">{t.figure.trendTitle}</h2>
      <TrendSection
        figure={figure}
        region={region}
        state={state}
        link={(next) => figureAddress(path, next)}
      />
      <p>
        <a class="go" href={href(figureAddress(`${path}/utveckling`, state))}>
          {t.figure.trendPage}
        </a>
      </p>
    </section>
  );
}
