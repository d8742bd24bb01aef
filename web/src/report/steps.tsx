import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ApiError } from '../api/client';
import type { Report, ReportEntry } from '../api/report-types';
import { send } from '../api/send';
import { ErrorMessage } from '../components/error-message';
import { FormField } from '../components/form-field';
import { useLanguage } from '../i18n/language';
import { useHref } from '../routing/location';
import { commentId } from './editor';
import { reportWords } from './words';

type Step = 'ready' | 'lock' | 'adopt' | 'reopen';

/** What is left to do, and the way from draft to adopted. */
export function Steps({
  url,
  report,
  entry,
  unsaved,
  onDone,
}: {
  url: string;
  report: Report;
  entry: ReportEntry | undefined;
  unsaved: boolean;
  onDone: (report: Report) => void;
}) {
  const w = reportWords.useWords();
  const { lang } = useLanguage();
  const href = useHref();
  const [done, setDone] = useState<Step | null>(null);
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(false);
  const blocked = report.missing.length > 0;
  const newest = entry?.versions[0];
  const adoptable = report.state === 'ready' && newest?.draft === report.version;
  const take = async (step: Step) => {
    setBusy(true);
    setFailure(null);
    setDone(null);
    try {
      const { data } = await send<Report>('POST', `${url}/${step}`, {
        language: lang,
        headers: { 'If-Match': `"${report.version}"` },
        ...(step === 'lock' && blocked ? { body: { reason } } : {}),
      });
      setDone(step);
      setReason('');
      onDone(data);
    } catch (error) {
      setFailure(error as ApiError);
    }
    setBusy(false);
  };
  return (
    <section class="card stack" aria-labelledby="report-steps">
      <h2 id="report-steps">{w.steps}</h2>
      <p>
        <span class="tag">{w.states[report.state]}</span>
      </p>
      {done && (
        <Done key={done}>
          {w.did[done]} {(done !== 'lock' || report.state === 'ready') && w.next[done]}{' '}
          {done === 'lock' && entry && newest && (
            <a href={href(`/rapport/${entry.id}/utskrift?version=${newest.version}`)}>
              {w.printLocked}
            </a>
          )}
        </Done>
      )}
      <h3>{w.tasks}</h3>
      {blocked ? (
        <ul class="bulleted">
          {report.missing.map((task) => (
            <li key={task.kind + task.id}>
              <TaskLink task={task} occasion={entry?.id} draft={report.state === 'draft'} />
            </li>
          ))}
        </ul>
      ) : (
        <p>{w.noTasks}</p>
      )}
      {failure && <ErrorMessage error={failure} />}
      {unsaved && <p class="message message-wait">{w.unsaved}</p>}
      {blocked && report.state !== 'adopted' && (
        <FormField label={w.reason} value={reason} onInput={setReason} />
      )}
      <p class="actions">
        {report.state === 'draft' && (
          <button type="button" disabled={busy || unsaved} onClick={() => take('ready')}>
            {w.ready}
          </button>
        )}
        {report.state !== 'adopted' && (
          <button
            type="button"
            class="primary"
            disabled={busy || unsaved || (blocked && reason.trim() === '')}
            onClick={() => take('lock')}
          >
            {adoptable ? w.lockAgain : blocked ? w.lockAnyway : w.lock}
          </button>
        )}
        {report.state === 'ready' && (
          <button type="button" disabled={busy || !adoptable} onClick={() => take('adopt')}>
            {w.adopt}
          </button>
        )}
        {report.state !== 'draft' && (
          <button type="button" disabled={busy} onClick={() => take('reopen')}>
            {w.reopen}
          </button>
        )}
      </p>
      {report.state === 'ready' && !adoptable && <p class="small">{w.adoptHint}</p>}
    </section>
  );
}

/** What is left to do, as a way to where it is done. */
function TaskLink({
  task,
  occasion,
  draft,
}: {
  task: Report['missing'][number];
  occasion: string | undefined;
  /** The fields are there. */
  draft: boolean;
}) {
  const { text } = useLanguage();
  const href = useHref();
  if (task.kind === 'assessmentMissing' && task.id && occasion)
    return (
      <a href={href(`/handlingsplan/mal/${task.id}?tillfalle=${occasion}`)}>{text(task.text)}</a>
    );
  if (!draft) return <>{text(task.text)}</>;
  const field = task.kind === 'commentMissing' && task.id ? commentId(task.id) : 'sign-off-body';
  const go = (event: Event) => {
    event.preventDefault();
    document.getElementById(field)?.focus();
  };
  return (
    <a href={`#${field}`} onClick={go}>
      {text(task.text)}
    </a>
  );
}

/** What was just done and what comes next: the focus goes here from the button that was pressed. */
function Done({ children }: { children: ComponentChildren }) {
  const box = useRef<HTMLParagraphElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <p class="message" role="status" tabIndex={-1} ref={box}>
      {children}
    </p>
  );
}
