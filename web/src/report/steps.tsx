import { useState } from 'preact/hooks';
import type { ApiError } from '../api/client';
import type { Report, ReportEntry } from '../api/report-types';
import { send } from '../api/send';
import { useAnnounce } from '../components/announcer';
import { ErrorMessage } from '../components/error-message';
import { FormField } from '../components/form-field';
import { useLanguage } from '../i18n/language';
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
  const { lang, text } = useLanguage();
  const announce = useAnnounce();
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(false);
  const blocked = report.missing.length > 0;
  const adoptable =
    report.state === 'ready' && entry?.versions[0]?.draft === report.version;
  const take = async (step: Step) => {
    setBusy(true);
    setFailure(null);
    try {
      const { data } = await send<Report>('POST', `${url}/${step}`, {
        language: lang,
        headers: { 'If-Match': `"${report.version}"` },
        ...(step === 'lock' && blocked ? { body: { reason } } : {}),
      });
      announce(w.did[step]);
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
      <h3>{w.tasks}</h3>
      {blocked ? (
        <ul class="bulleted">
          {report.missing.map((task) => (
            <li key={task.kind + task.id}>{text(task.text)}</li>
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
            {blocked ? w.lockAnyway : w.lock}
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
