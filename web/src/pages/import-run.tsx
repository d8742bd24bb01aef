import { apiUrl } from '../api/client';
import type { Receipt, Source } from '../api/import-types';
import type { Page } from '../api/types';
import { useFresh } from '../api/use-fresh';
import { CopyButton } from '../components/copy-button';
import { ErrorMessage } from '../components/error-message';
import { PageHead } from '../components/page-head';
import { Pending } from '../components/pending';
import { Tag } from '../components/tag';
import { formatBytes, formatCount } from '../format/amount';
import { formatTime } from '../format/date';
import { formatValue } from '../format/number';
import { useLanguage } from '../i18n/language';
import { Checks } from '../imports/checks';
import { Effects } from '../imports/effects';
import { Findings } from '../imports/findings';
import { ImportPage } from '../imports/guarded';
import { CountLine } from '../imports/count-line';
import { importWords } from '../imports/words';
import { BATCH_TAGS, canRetract, secondsOf, wouldRepeat } from '../model/import-state';
import { useHref } from '../routing/location';
import { may, useSession } from '../session/session';
import { FactList, type Fact } from '../components/fact-list';

/** One import: what came, what became of every row, what it changed, and what can be done. */
export function Run({ id }: { id: string }) {
  return (
    <ImportPage title={(w) => w.run.title}>
      <RunPage id={id} />
    </ImportPage>
  );
}

export const importUrl = (id: string): string => `/api/v1/imports/${encodeURIComponent(id)}`;

function RunPage({ id }: { id: string }) {
  const w = importWords.useWords();
  const { data, error, again } = useFresh<Receipt>(
    importUrl(id),
    (receipt) => receipt.state === 'running',
  );
  const title = data?.fileName ?? w.decided[data?.source ?? ''] ?? w.run.title;
  return (
    <>
      <PageHead
        title={title}
        windowTitle={`${w.run.title}: ${title}`}
        crumbs={[{ name: w.title, href: '/import' }]}
      >
        {data && <Tag kind={BATCH_TAGS[data.state]}>{w.batch[data.state]}</Tag>}
      </PageHead>
      {error && <ErrorMessage error={error} onRetry={again} />}
      {!data && !error && <Pending shape="page" />}
      {data && <RunBody receipt={data} again={again} />}
    </>
  );
}

function RunBody({ receipt, again }: { receipt: Receipt; again: () => void }) {
  const w = importWords.useWords();
  const { lang } = useLanguage();
  const { session } = useSession();
  const sources = useFresh<Page<Source>>(apiUrl('/sources', { limit: 1000 }));
  const source = sources.data?.items.find((one) => one.id === receipt.source);
  const n = (count: number) => formatCount(count, lang);
  return (
    <>
      <Situation receipt={receipt} />
      <section aria-labelledby="rows">
        <h2 id="rows">{w.run.rows}</h2>
        <CountLine receipt={receipt} />
        <p class="muted">
          {w.run.sum(
            n(receipt.rowsRead),
            n(receipt.stored),
            n(receipt.duplicate),
            n(receipt.quarantined),
          )}
          . {w.run.differences}: {w.run.differenceText(n(receipt.new), n(receipt.changed))}.
        </p>
        <Actions receipt={receipt} source={source} />
      </section>
      <div class="section">
        <h2>{w.findings.title}</h2>
        <Findings findings={receipt.findings} run={receipt.id} />
      </div>
      {receipt.checks && (
        <div class="section">
          <h2>{w.checks.title}</h2>
          <Checks
            checks={receipt.checks}
            run={receipt.id}
            canAccept={may(session, 'held.release')}
            onChange={again}
          />
        </div>
      )}
      <div class="section">
        <h2>{w.effects.title}</h2>
        <Effects effects={receipt} />
      </div>
      <section class="section card" aria-labelledby="facts">
        <h2 id="facts">{w.run.facts}</h2>
        <Facts receipt={receipt} source={source} />
      </section>
    </>
  );
}

/** What one must know first: that nothing was stored, that rows wait, or that it is taken back. */
function Situation({ receipt }: { receipt: Receipt }) {
  const w = importWords.useWords();
  const href = useHref();
  const held = receipt.held ?? 0;
  return (
    <>
      {receipt.state === 'running' && <p class="message">{w.run.running}</p>}
      {receipt.state === 'rejected' && <p class="message message-error">{w.run.rejected}</p>}
      {receipt.state === 'retracted' && receipt.retractedAt && (
        <p class="message">
          {w.run.retracted} {formatTime(receipt.retractedAt)}
          {receipt.retractedBy && `, ${receipt.retractedBy}`}
          {receipt.retractReason && `: ${receipt.retractReason}`}
        </p>
      )}
      {held > 0 && (
        <div class="message message-wait">
          <p>{w.run.heldText(held)}</p>
          <a class="button" href={href(`/import/korningar/${receipt.id}/hallna`)}>
            {w.run.heldLink}
          </a>
        </div>
      )}
    </>
  );
}

function Actions({ receipt, source }: { receipt: Receipt; source: Source | undefined }) {
  const w = importWords.useWords();
  const href = useHref();
  const { session } = useSession();
  const mayRerun =
    receipt.raw?.kept === true &&
    receipt.state !== 'running' &&
    source !== undefined &&
    !wouldRepeat(receipt, source.version);
  const report = `${importUrl(receipt.id)}/rejects?format=`;
  return (
    <div class="actions no-print">
      {receipt.quarantined > 0 && (
        <span class="report-links">
          <span>{w.run.report}:</span>{' '}
          <a href={`${report}xlsx`} download>
            XLSX
          </a>{' '}
          <a href={`${report}csv`} download>
            CSV
          </a>
        </span>
      )}
      {mayRerun && may(session, 'import.send') && (
        <a class="button" href={href(`/import/korningar/${receipt.id}/kor-om`)}>
          {w.run.rerun}
        </a>
      )}
      {canRetract(receipt) && may(session, 'import.retract') && (
        <a class="button" href={href(`/import/korningar/${receipt.id}/angra`)}>
          {w.run.undo}
        </a>
      )}
      {receipt.quarantined > 0 && <p class="small">{w.run.reportHelp}</p>}
    </div>
  );
}

function Facts({ receipt, source }: { receipt: Receipt; source: Source | undefined }) {
  const w = importWords.useWords();
  const { text, lang } = useLanguage();
  const href = useHref();
  const seconds = secondsOf(receipt);
  const r = w.run;
  const facts: Fact[] = [
    [
      r.source,
      w.decided[receipt.source] ?? (
        <a key="source" href={href(`/admin/kallor/${receipt.source}`)}>
          {source ? text(source.name) : receipt.source}
        </a>
      ),
    ],
    [r.file, receipt.fileName ?? (receipt.bytes > 0 && w.noName)],
    [r.size, receipt.bytes > 0 && formatBytes(receipt.bytes, lang)],
    [r.format, [receipt.format?.toUpperCase(), receipt.encoding].filter(Boolean).join(', ')],
    [r.mapping, receipt.mappingVersion],
    [r.received, formatTime(receipt.receivedAt)],
    [
      r.recorded,
      receipt.recordedAt &&
        [
          formatTime(receipt.recordedAt),
          seconds !== null &&
            (seconds < 1 ? r.tookNoTime : r.took(formatValue(seconds, seconds < 10 ? 1 : 0, lang))),
        ]
          .filter(Boolean)
          .join(', '),
    ],
    [r.sha, <code key="sha">{receipt.sha256}</code>],
    [
      r.id,
      <span key="id" class="with-button">
        <code>{receipt.id}</code>
        <CopyButton label={r.copyId} text={() => receipt.id} />
      </span>,
    ],
  ];
  return <FactList facts={facts} />;
}
