import { findBySlug, findRegion, useReference } from '../api/reference';
import { apiUrl } from '../api/client';
import type { Breakdown } from '../api/drill-types';
import type { KeyFigure } from '../api/types';
import { useFresh } from '../api/use-fresh';
import { ErrorMessage } from '../components/error-message';
import { Pending } from '../components/pending';
import { Children } from '../drill/children';
import { DrillHead } from '../drill/drill-head';
import { Energy } from '../drill/energy';
import { Lineage } from '../drill/lineage';
import { MeterView } from '../drill/meter-view';
import { Months } from '../drill/months';
import { Published } from '../drill/published';
import { Facts } from '../drill/facts';
import { Verified, Verify } from '../drill/verify';
import { drillWords } from '../drill/words';
import { useLanguage } from '../i18n/language';
import { drillAddress, at, parseDrill, type DrillState } from '../routing/drill-state';
import { useHref, useRouter } from '../routing/location';
import { useSignInHref } from '../session/require';
import { may, useSession } from '../session/session';
import { NotFound } from './not-found';

/** S13: what an own value consists of, level by level down to the meter. */
export function Drill({ slug, year, path }: { slug: string; year: number; path: string[] }) {
  const { t } = useLanguage();
  const figure = findBySlug(useReference(), slug);
  const { query } = useRouter();
  if (!figure) return <NotFound text={t.notFound.figure} />;
  return (
    <drillWords.Words>
      <DrillPage figure={figure} state={parseDrill(slug, year, path, query)} />
    </drillWords.Words>
  );
}

function DrillPage({ figure, state }: { figure: KeyFigure; state: DrillState }) {
  const reference = useReference();
  const { session } = useSession();
  const code = state.region ?? reference.info.site.region;
  const region = findRegion(reference, code)?.name ?? code;
  // Who is signed in decides how deep one may look: asked anew when that changes.
  const url =
    session === undefined
      ? null
      : apiUrl(`/key-figures/${figure.id}/breakdown`, {
          region: code,
          year: state.year,
          path: state.path.join('/'),
        });
  const { data, error, again } = useFresh<Breakdown>(url);
  return (
    <>
      <DrillHead figure={figure} state={state} steps={data?.path ?? []} region={region} />
      {error && (error.status === 403 || error.status === 401) && <Closed state={state} />}
      {error?.status === 404 && <Nothing figure={figure} />}
      {error && ![401, 403, 404].includes(error.status) && (
        <ErrorMessage error={error} onRetry={again} />
      )}
      {!data && !error && <Pending shape="page" />}
      {data && <Body data={data} figure={figure} state={state} owner={code} again={again} />}
    </>
  );
}

function Body({
  data,
  figure,
  state,
  owner,
  again,
}: {
  data: Breakdown;
  figure: KeyFigure;
  state: DrillState;
  owner: string;
  again: () => void;
}) {
  const { session } = useSession();
  const level = data.path.at(-1)?.level;
  const code = data.path.at(-1)?.code;
  return (
    <>
      <Facts data={data} figure={figure} />
      {data.verified && <Verified by={data.verified} />}
      {data.value !== null &&
        !data.verified &&
        (level === undefined || level === 'region' || level === 'orgUnit') &&
        may(session, 'review.decide') && (
          <Verify
            figure={figure}
            area={[owner, ...state.path].join('/')}
            year={state.year}
            onVerified={again}
          />
        )}
      {level === 'meter' && code ? (
        <MeterView
          owner={owner}
          meter={code}
          state={state}
          files={new Map(data.imports.map((one) => [one.id, one.fileName ?? one.source]))}
        />
      ) : (
        <>
          <Children data={data} figure={figure} state={state} />
          <Months data={data} figure={figure} />
          {figure.id === 'energy-use-premises' && (
            <Energy figure={figure} owner={owner} state={state} level={level} />
          )}
        </>
      )}
      {data.published && <Published data={data} published={data.published} figure={figure} />}
      <Lineage data={data} figure={figure} />
    </>
  );
}

function Closed({ state }: { state: DrillState }) {
  const w = drillWords.useWords();
  const { t } = useLanguage();
  const href = useHref();
  const signIn = useSignInHref();
  const { session } = useSession();
  return (
    <div class="message">
      <p class="message-title">{session ? t.error.forbidden : w.signIn}</p>
      <p>{session ? w.denied : w.signInText}</p>
      <p class="actions">
        {!session && (
          <a class="button primary" href={signIn}>
            {t.signIn}
          </a>
        )}
        <a class="button" href={href(drillAddress(at(state, state.path.slice(0, -1))))}>
          {w.up}
        </a>
      </p>
    </div>
  );
}

function Nothing({ figure }: { figure: KeyFigure }) {
  const w = drillWords.useWords();
  const href = useHref();
  return (
    <div class="message">
      <p class="message-title">{w.none}</p>
      <p>{w.noneText}</p>
      <a class="go" href={href(`/nyckeltal/${figure.slug}`)}>
        {w.toFigure}
      </a>
    </div>
  );
}
