import { formatBytes } from '../format/amount';
import { useLanguage } from '../i18n/language';
import { sourceWords } from '../sources/words';

export interface Progress {
  name: string;
  sent: number;
  total: number;
}

/** How much of a file has been sent, and the way to stop. */
export function Sending({ progress, onCancel }: { progress: Progress; onCancel: () => void }) {
  const w = sourceWords.useWords().wizard;
  const { lang } = useLanguage();
  const { name, sent, total } = progress;
  const label = sent < total ? w.sending(name) : w.reading;
  return (
    <div class="card sending" role="status">
      <p>{label}</p>
      {sent < total ? (
        <progress max={Math.max(total, 1)} value={sent} aria-label={label} />
      ) : (
        <progress aria-label={label} />
      )}
      <p class="small">{w.sent(formatBytes(sent, lang), formatBytes(total, lang))}</p>
      <button type="button" onClick={onCancel}>
        {w.cancelUpload}
      </button>
    </div>
  );
}
