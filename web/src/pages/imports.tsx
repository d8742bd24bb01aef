import { useEffect, useRef } from 'preact/hooks';
import { apiUrl } from '../api/client';
import type { Receipt, Review, Running, Source } from '../api/import-types';
import type { Page } from '../api/types';
import { useFresh } from '../api/use-fresh';
import { useAnnounce } from '../components/announcer';
import { ErrorMessage } from '../components/error-message';
import { PageHead } from '../components/page-head';
import { Paging } from '../components/paging';
import { Pending } from '../components/pending';
import { Attention } from '../imports/attention';
import { BatchTable } from '../imports/batch-table';
import { ImportPage } from '../imports/guarded';
import { RunningList } from '../imports/running-list';
import { SourceTable } from '../imports/source-table';
import { importWords } from '../imports/words';
import { useLanguage } from '../i18n/language';
import { address } from '../routing/address';
import { useHref, useRouter } from '../routing/location';
import { may, useSession } from '../session/session';

const LIMIT = 20;

/** S11: is everything in that should be, what came last, and what waits for somebody. */
export function Imports() {
  return (
    <ImportPage title={(w) => w.title}>
      <Status />
    </ImportPage>
  );
}

function Status() {
  const w = importWords.useWords();
  const { text } = useLanguage();
  const href = useHref();
  const { session } = useSession();
  const announce = useAnnounce();
  const { query } = useRouter();
  const page = Math.max(1, Number(query.get('sida')) || 1);
  const sources = useFresh<Page<Source>>(apiUrl('/sources', { limit: 1000 }));
  const runs = useFresh<Page<Receipt>>(apiUrl('/imports', { limit: LIMIT, page }));
  const decides = may(session, 'review.decide');
  const reviews = useFresh<Page<Review>>(decides ? '/api/v1/reviews?state=open' : null);
  const open = reviews.data?.total ?? 0;
  const running = useFresh<Running>('/api/v1/imports/running', (now) => now.items.length > 0);
  const before = useRef(0);
  const underWay = running.data?.items.length ?? 0;
  useEffect(() => {
    if (underWay < before.current) {
      announce(w.finished);
      sources.again();
      runs.again();
    }
    before.current = underWay;
  }, [underWay]);
  const names = new Map(sources.data?.items.map((one) => [one.id, text(one.name)]));
  const nameOf = (id: string) => names.get(id) ?? w.decided[id] ?? id;
  return (
    <>
      <PageHead title={w.title}>
        <p class="lead">{w.lead}</p>
        <p class="actions">
          {may(session, 'import.send') && (
            <a class="button primary" href={href('/import/ny')}>
              {w.send}
            </a>
          )}
          {decides && (
            <a class="button" href={href('/import/granskning')}>
              {w.reviews}
              {open > 0 && ` (${open})`}
            </a>
          )}
          {may(session, 'source.read') && (
            <a class="button" href={href('/admin/kallor')}>
              {w.allSources}
            </a>
          )}
        </p>
      </PageHead>
      {underWay > 0 && running.data && <RunningList running={running.data} nameOf={nameOf} />}
      {!sources.error && sources.data?.items.length !== 0 && (
        <Attention sources={sources.data?.items ?? null} reviews={open} />
      )}
      <div class="section">
        <h2>{w.sources}</h2>
        {sources.error && <ErrorMessage error={sources.error} onRetry={sources.again} />}
        {!sources.data && !sources.error && <Pending shape="table" />}
        {sources.data?.items.length === 0 && <NoSources />}
        {sources.data && sources.data.items.length > 0 && (
          <SourceTable sources={sources.data.items} />
        )}
      </div>
      <div class="section">
        <h2>{w.latest}</h2>
        {runs.error && <ErrorMessage error={runs.error} onRetry={runs.again} />}
        {!runs.data && !runs.error && <Pending shape="lines" />}
        {runs.data?.items.length === 0 && <p>{w.noRuns}</p>}
        {runs.data && runs.data.items.length > 0 && (
          <>
            <BatchTable batches={runs.data.items} nameOf={nameOf} />
            <Paging
              labels={w.paging}
              page={page}
              pages={Math.ceil(runs.data.total / LIMIT)}
              link={(at) => address('/import', { sida: at === 1 ? null : at })}
            />
          </>
        )}
      </div>
    </>
  );
}

function NoSources() {
  const w = importWords.useWords();
  return (
    <div class="message">
      <p class="message-title">{w.none}</p>
      <ol class="numbered">
        {w.noneSteps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </div>
  );
}
