// The roles repeat the elements: browsers may forget them when narrow windows show rows as cards.
/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role */
import { apiUrl } from '../api/client';
import type { Source } from '../api/import-types';
import type { Page } from '../api/types';
import { useFresh } from '../api/use-fresh';
import { ErrorMessage } from '../components/error-message';
import { PageHead } from '../components/page-head';
import { Pending } from '../components/pending';
import { Tag } from '../components/tag';
import { compareNames } from '../format/collate';
import { useLanguage } from '../i18n/language';
import { importWords } from '../imports/words';
import { SOURCE_TAGS } from '../model/import-state';
import { useHref } from '../routing/location';
import { may, useSession } from '../session/session';
import { SourcePage } from '../sources/guarded';
import { Schedule } from '../sources/schedule';
import { sourceWords } from '../sources/words';
import { CardTable, head } from '../components/card-table';

/** S15: the systems that deliver data. */
export function Sources() {
  return (
    <SourcePage title={(w) => w.admin.title}>
      <SourcesPage />
    </SourcePage>
  );
}

function SourcesPage() {
  const w = sourceWords.useWords().admin;
  const href = useHref();
  const { session } = useSession();
  const { data, error, again } = useFresh<Page<Source>>(apiUrl('/sources', { limit: 1000 }));
  return (
    <>
      <PageHead
        title={w.sources}
        windowTitle={`${w.title}: ${w.sources}`}
        crumbs={[{ name: w.title, href: '/admin' }]}
      >
        <p class="lead">{w.lead}</p>
        <p class="actions">
          {may(session, 'source.add') && (
            <a
              class="button primary"
              href={href(may(session, 'import.send') ? '/import/ny?kalla=%2B' : '/admin/kallor/ny')}
            >
              {w.add}
            </a>
          )}
          <a class="button" href={href('/import')}>
            {w.toStatus}
          </a>
        </p>
      </PageHead>
      {error && <ErrorMessage error={error} onRetry={again} />}
      {!data && !error && <Pending shape="table" />}
      {data?.items.length === 0 && <p class="message">{w.none}</p>}
      {data && data.items.length > 0 && <SourceList sources={data.items} />}
    </>
  );
}

function SourceList({ sources }: { sources: readonly Source[] }) {
  const words = sourceWords.useWords();
  const w = words.admin;
  const i = importWords.useWords();
  const { text } = useLanguage();
  const href = useHref();
  const sorted = [...sources].sort((a, b) => compareNames(text(a.name), text(b.name)));
  return (
    <CardTable
      label={w.sources}
      kind="source-list"
      heads={[w.name, w.target, w.transport, w.origin, w.version, w.state].map(head)}
    >
      {sorted.map((source) => (
        <tr key={source.id} role="row">
          <th scope="row" role="rowheader">
            <a class="name" href={href(`/admin/kallor/${source.id}`)}>
              {text(source.name)}
            </a>
            <code class="small">{source.id}</code>
          </th>
          <td role="cell" data-label={w.target}>
            {words.targets[source.target] ?? source.target}
          </td>
          <td role="cell" class="wide-only" data-label={w.transport}>
            {source.transport.map((one) => i.transports[one]).join(', ')}
            {source.schedule && <Schedule cron={source.schedule} />}
          </td>
          <td role="cell" class="wide-only" data-label={w.origin}>
            {w.origins[source.origin]}
          </td>
          <td role="cell" class="wide-only" data-label={w.version}>
            {source.version}
          </td>
          <td role="cell" data-label={w.state}>
            <Tag kind={SOURCE_TAGS[source.state]}>{i.states[source.state]}</Tag>
          </td>
        </tr>
      ))}
    </CardTable>
  );
}
