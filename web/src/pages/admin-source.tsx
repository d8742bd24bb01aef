import { findRegion, useReference } from '../api/reference';
import type { SourceDetail } from '../api/import-types';
import { useFresh } from '../api/use-fresh';
import { ErrorMessage } from '../components/error-message';
import { PageHead } from '../components/page-head';
import { Pending } from '../components/pending';
import { Tag } from '../components/tag';
import { formatTime } from '../format/date';
import { useLanguage } from '../i18n/language';
import { importWords } from '../imports/words';
import { SOURCE_TAGS } from '../model/import-state';
import { useHref } from '../routing/location';
import { may, useSession } from '../session/session';
import { FieldTable } from '../sources/field-table';
import { MappingEditor } from '../sources/mapping-editor';
import { SourcePage } from '../sources/guarded';
import { Schedule } from '../sources/schedule';
import { sourceWords } from '../sources/words';
import { FactList, type Fact } from '../components/fact-list';

/** S15: one source: what it delivers, its mapping with a test, and its versions. */
export function Source({ id }: { id: string }) {
  return (
    <SourcePage title={(w) => w.admin.sources}>
      <SourceBody id={id} />
    </SourcePage>
  );
}

function SourceBody({ id }: { id: string }) {
  const w = sourceWords.useWords();
  const a = w.admin;
  const i = importWords.useWords();
  const { text } = useLanguage();
  const href = useHref();
  const { session } = useSession();
  const { data, etag, error, again } = useFresh<SourceDetail>(
    `/api/v1/sources/${encodeURIComponent(id)}`,
  );
  const name = data ? text(data.name) : id;
  return (
    <>
      <PageHead
        title={name}
        windowTitle={`${a.title}: ${name}`}
        crumbs={[{ name: a.sources, href: '/admin/kallor' }]}
      >
        {data && (
          <>
            <Tag kind={SOURCE_TAGS[data.state]}>{i.states[data.state]}</Tag>
            {may(session, 'import.send') && (
              <p class="actions">
                <a class="button" href={href(`/import/ny?kalla=${data.id}`)}>
                  {a.handIn}
                </a>
              </p>
            )}
          </>
        )}
      </PageHead>
      {error && <ErrorMessage error={error} onRetry={again} />}
      {!data && !error && <Pending shape="page" />}
      {data && (
        <>
          <Facts source={data} />
          <div class="section">
            <h2>{a.columns}</h2>
            <FieldTable source={data} caption={a.columns} />
          </div>
          <section class="section" aria-labelledby="mapping">
            <h2 id="mapping">{w.editor.title}</h2>
            <MappingEditor
              source={data}
              etag={etag}
              canEdit={may(session, 'source.edit')}
              onSaved={again}
            />
          </section>
          <section class="section" aria-labelledby="versions">
            <h2 id="versions">{a.versions}</h2>
            {data.versions.length === 0 ? (
              <p>{a.noVersions}</p>
            ) : (
              <ol class="timeline">
                {data.versions.map((version) => (
                  <li key={`${version.version} ${version.recordedAt}`}>
                    <strong>
                      {a.version} {version.version}
                    </strong>
                    <span class="small">
                      {a.versionBy(formatTime(version.recordedAt), version.actor)}
                    </span>
                  </li>
                ))}
              </ol>
            )}
          </section>
        </>
      )}
    </>
  );
}

function Facts({ source }: { source: SourceDetail }) {
  const w = sourceWords.useWords();
  const reference = useReference();
  const a = w.admin;
  const i = importWords.useWords();
  const facts: Fact[] = [
    [a.id, source.id],
    [a.target, w.targets[source.target] ?? source.target],
    [a.owner, findRegion(reference, source.owner)?.name ?? source.owner],
    [a.origin, a.origins[source.origin]],
    [a.version, String(source.version)],
    [a.transport, source.transport.map((one) => i.transports[one]).join(', ')],
    [a.schedule, source.schedule && <Schedule key="schedule" cron={source.schedule} />],
    [a.onBadRow, a.badRow[source.onBadRow] ?? source.onBadRow],
  ];
  return <FactList facts={facts} kind="facts card" />;
}
