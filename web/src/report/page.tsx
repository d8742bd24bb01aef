import { useState } from 'preact/hooks';
import { apiUrl } from '../api/client';
import type { Plan } from '../api/plan-types';
import type { Report, ReportDraft, ReportEntry } from '../api/report-types';
import { useFresh } from '../api/use-fresh';
import { ErrorMessage } from '../components/error-message';
import { PageHead } from '../components/page-head';
import { Pending } from '../components/pending';
import { useLanguage } from '../i18n/language';
import { NotFound } from '../pages/not-found';
import { useHref } from '../routing/location';
import { may, useSession } from '../session/session';
import { ReportDocument } from './document';
import { ReportEditor, withDraft } from './editor';
import { Steps } from './steps';
import { Compare, Differences, Versions } from './versions';
import { reportWords } from './words';

/** One report: write it, lock it, see what has changed since. Others see what was locked. */
export function ReportPage({ plan, id }: { plan: Plan; id: string }) {
  const { session } = useSession();
  const list = apiUrl(`/plans/${plan.id}/reports`);
  const url = `${list}/${id}`;
  const asked = session !== undefined;
  const entries = useFresh<{ items: ReportEntry[] }>(asked ? list : null);
  const entry = entries.data?.items.find((one) => one.id === id);
  if (entries.error) return <ErrorMessage error={entries.error} onRetry={entries.again} />;
  if (!entries.data) return <Pending shape="page" />;
  if (!entry) return <NotFound />;
  const others = entries.data.items.filter((one) => one.id !== id && one.versions.length > 0);
  return may(session, 'report.read') ? (
    <Inside url={url} entry={entry} others={others} onChanged={entries.again} />
  ) : (
    <Outside url={url} entry={entry} />
  );
}

function Head({ entry }: { entry: ReportEntry }) {
  const w = reportWords.useWords();
  const { text } = useLanguage();
  return <PageHead title={text(entry.title)} crumbs={[{ name: w.title, href: '/rapport' }]} />;
}

function Outside({ url, entry }: { url: string; entry: ReportEntry }) {
  const newest = entry.versions[0]?.version ?? 1;
  const { data, error, again } = useFresh<Report>(`${url}/versions/${newest}.json`);
  return (
    <>
      <Head entry={entry} />
      <Versions url={url} id={entry.id} versions={entry.versions} />
      {error && <ErrorMessage error={error} onRetry={again} />}
      {data && <ReportDocument report={data} />}
    </>
  );
}

function Inside({
  url,
  entry,
  others,
  onChanged,
}: {
  url: string;
  entry: ReportEntry;
  others: readonly ReportEntry[];
  onChanged: () => void;
}) {
  const w = reportWords.useWords();
  const href = useHref();
  const { session } = useSession();
  const live = useFresh<Report>(`${url}?view=live`);
  // What the last answer to a change said is newer than what was read.
  const [answered, setAnswered] = useState<Report | null>(null);
  const [draft, setDraft] = useState<ReportDraft | null>(null);
  const [unsaved, setUnsaved] = useState(false);
  const [reloads, setReloads] = useState(0);
  const report = answered ?? live.data;
  const taken = (next: Report) => {
    setAnswered(next);
    onChanged();
  };
  const reload = () => {
    setAnswered(null);
    setDraft(null);
    setReloads((count) => count + 1);
    live.again();
  };
  if (live.error) return <ErrorMessage error={live.error} onRetry={live.again} />;
  if (!report) return <Pending shape="page" />;
  const mayEdit = may(session, 'report.edit');
  const editing = mayEdit && report.state === 'draft';
  const newest = entry.versions[0];
  return (
    <>
      <Head entry={entry} />
      {mayEdit && (
        <Steps url={url} report={report} entry={entry} unsaved={editing && unsaved} onDone={taken} />
      )}
      <Versions url={url} id={entry.id} versions={entry.versions} />
      {newest && (
        <div class="section">
          <h2>{w.differences}</h2>
          <Differences
            key={`${newest.version} ${report.version}`}
            url={`${url}/differences?version=${newest.version}`}
            title={w.differences}
            before={w.before}
          />
        </div>
      )}
      {others.length > 0 && <Compare url={url} others={others} />}
      {editing && (
        <ReportEditor
          key={`${reloads} ${live.data?.version}`}
          url={url}
          report={report}
          onDraft={(next, changed) => {
            setDraft(next);
            setUnsaved(changed);
          }}
          onSaved={taken}
          onReload={reload}
        />
      )}
      {mayEdit && !editing && <p class="message">{w.notDraft}</p>}
      <h2 class="section">{w.preview}</h2>
      <p>
        <a class="button" href={href(`/rapport/${entry.id}/utskrift`)}>
          {w.printPreview}
        </a>
      </p>
      <div class="report-preview">
        <ReportDocument report={editing && draft ? withDraft(report, draft) : report} />
      </div>
    </>
  );
}
