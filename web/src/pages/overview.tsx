import { useMemo, useState } from 'preact/hooks';
import { apiUrl } from '../api/client';
import { findRegion, useReference } from '../api/reference';
import type { Comparison } from '../api/types';
import { useResource } from '../api/use-resource';
import { ColourNote } from '../components/colour-note';
import { ComparisonTable } from '../components/comparison-table';
import { ErrorMessage } from '../components/error-message';
import { OverviewControls } from '../components/overview-controls';
import { PageHead } from '../components/page-head';
import { Pending } from '../components/pending';
import type { NumberPlace } from '../components/provenance-dialog';
import { SharePanel } from '../components/share-panel';
import { SummaryLine } from '../components/summary-line';
import { useLanguage } from '../i18n/language';
import { lazy } from '../lazy';
import { address } from '../routing/address';
import { useHref, useRouter } from '../routing/location';
import { overviewAddress, parseOverview } from '../routing/overview-state';

/** Fetched when a number is chosen. */
const ProvenanceDialog = lazy(
  () => import('../components/provenance-dialog').then((part) => part.ProvenanceDialog),
  'none',
);

export const schemeOf = (word: string): 'thirds' | 'quartiles' =>
  word === 'fjardedelar' ? 'quartiles' : 'thirds';

/** S1: one region's key figures, year by year, against all other regions and the targets. */
export function Overview() {
  const { t, text } = useLanguage();
  const reference = useReference();
  const { query, go } = useRouter();
  const state = useMemo(() => parseOverview(query), [query]);
  const code = state.region ?? reference.info.site.region;
  const region = findRegion(reference, code);
  const regionName = region?.name ?? code;
  const url = apiUrl('/comparison', {
    region: code,
    years: state.years.join(','),
    scheme: state.scheme === 'tredjedelar' ? null : schemeOf(state.scheme),
  });
  const answer = useResource<Comparison>(url);
  const { error, retry } = answer;
  // While another region's answer is on its way, the old one must not stand under the new name.
  const data = answer.data?.region === code ? answer.data : null;
  const [place, setPlace] = useState<NumberPlace | null>(null);
  const years = state.years.length > 0 ? state.years : (data?.years ?? []);
  const hasValues =
    data?.rows.some((row) => row.cells.some((cell) => cell.value !== null)) ?? false;
  const first = years[0];
  const last = years.at(-1);
  const span = first === undefined ? '' : first === last ? ` ${first}` : ` ${first}–${last}`;
  const fixedLink = () =>
    window.location.origin + overviewAddress({ ...state, region: code, years });
  return (
    <>
      <PageHead
        title={`${t.overview.title}: ${regionName}`}
        windowTitle={`${t.overview.title} – ${regionName}${span}`}
        eyebrow={t.overview.lead}
      >
        <div class="summary-place">
          {data && hasValues && <SummaryLine summary={data.summary} scheme={data.scheme} />}
        </div>
      </PageHead>
      <OverviewControls
        state={{ ...state, region: code, years }}
        onChange={(next) => go(overviewAddress(next), { replace: true })}
      />
      {error && <ErrorMessage error={error} onRetry={retry} />}
      {!data && !error && <Pending shape="table" />}
      {data && !hasValues && <Nothing name={regionName} />}
      {data && hasValues && (
        <>
          <ColourNote scheme={data.scheme} />
          <ComparisonTable
            comparison={data}
            view={state.view}
            order={state.order}
            onSource={(keyFigure, year) => {
              const row = data.rows.find((one) => one.keyFigure === keyFigure);
              if (row) {
                setPlace({
                  keyFigure,
                  name: text(row.name),
                  unit: row.unit,
                  region: data.region,
                  regionName: data.name,
                  year,
                  series: row.cells.find((cell) => cell.year === year)?.series ?? null,
                });
              }
            }}
          />
          <Notes comparison={data} />
          <SharePanel api={url} link={fixedLink} />
        </>
      )}
      {place && <ProvenanceDialog place={place} onClose={() => setPlace(null)} />}
    </>
  );
}

function Nothing({ name }: { name: string }) {
  const { t } = useLanguage();
  const href = useHref();
  return (
    <div class="message">
      <p class="message-title">{t.overview.empty(name)}</p>
      <p>
        <a href={href(address('/data'))}>{t.overview.emptyAction}</a>
      </p>
    </div>
  );
}

function Notes({ comparison }: { comparison: Comparison }) {
  const { t, text } = useLanguage();
  const noted = comparison.rows.filter((row) => row.note);
  return (
    <section class="notes">
      {noted.length > 0 && (
        <>
          <h2>{t.overview.note}</h2>
          <dl>
            {noted.map((row) => (
              <div key={row.keyFigure}>
                <dt>{text(row.name)}</dt>
                <dd>{row.note && text(row.note)}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
      <p class="sources">
        {comparison.sources.map((source) => text(source.text)).join(' · ')} · {t.ownProcessing}
      </p>
    </section>
  );
}
