import { useEffect, useRef } from 'preact/hooks';
import type { Running } from '../api/import-types';
import { useFresh } from '../api/use-fresh';
import { formatBytes, formatCount } from '../format/amount';
import { useLanguage } from '../i18n/language';
import { may, useSession } from '../session/session';
import { sourceWords } from '../sources/words';
import { TimeLeft } from './time-left';
import { importWords } from './words';

export interface Progress {
  name: string;
  sent: number;
  total: number;
}

/** How much of a file has been sent, then how much of it the server has read; and the way to stop. */
export function Sending({ progress, onCancel }: { progress: Progress; onCancel: () => void }) {
  const w = sourceWords.useWords().wizard;
  const { lang } = useLanguage();
  const { name, sent, total } = progress;
  const begun = useRef(Date.now());
  useEffect(() => {
    begun.current = Date.now();
  }, [name, total]);
  const label = sent < total ? w.sending(name) : w.reading;
  return (
    <div class="card sending" role="status">
      <p>
        <strong>{label}</strong>
      </p>
      {sent < total ? (
        <>
          <progress max={Math.max(total, 1)} value={sent} aria-label={label} />
          <p class="small">
            {w.sent(formatBytes(sent, lang), formatBytes(total, lang))}
            <TimeLeft done={sent} total={total} elapsed={Date.now() - begun.current} />
          </p>
        </>
      ) : (
        <Reading name={name} label={label} />
      )}
      <button type="button" onClick={onCancel}>
        {w.cancelUpload}
      </button>
    </div>
  );
}

/** What the server tells of the file while it reads it, to those who may ask. */
function Reading({ name, label }: { name: string; label: string }) {
  const w = importWords.useWords();
  const { lang } = useLanguage();
  const { session } = useSession();
  const { data } = useFresh<Running>(
    may(session, 'import.read') ? '/api/v1/imports/running' : null,
    () => true,
  );
  const item = data?.items.find((one) => one.fileName === name);
  if (!item) return <progress aria-label={label} />;
  return (
    <>
      <progress
        max={Math.max(item.bytes, 1)}
        value={Math.min(item.bytesRead, item.bytes)}
        aria-label={label}
      />
      <p class="small">
        {w.ofBytes(formatBytes(item.bytesRead, lang), formatBytes(item.bytes, lang))} ·{' '}
        {w.rowsSoFar(formatCount(item.rowsRead, lang))} · {w.phases[item.phase]}
        <TimeLeft
          done={item.bytesRead}
          total={item.bytes}
          elapsed={Date.now() - Date.parse(item.startedAt)}
        />
      </p>
    </>
  );
}
