import { useState } from 'preact/hooks';
import { apiUrl, type ApiError } from '../api/client';
import type { Measure, MeasureContent } from '../api/plan-types';
import { send } from '../api/send';
import { useFresh } from '../api/use-fresh';
import { useAnnounce } from '../components/announcer';
import { Dialog } from '../components/dialog';
import { ErrorMessage } from '../components/error-message';
import { formatTime } from '../format/date';
import { useLanguage } from '../i18n/language';
import { requiresWords } from '../requires/words';
import { measureWords } from './words';

interface History {
  items: {
    version: number;
    recordedAt: string;
    actor: string;
    restores: number | null;
    measure: MeasureContent;
  }[];
}

/** Who changed a measure and when; the latest change can be undone, which is a change too. */
export function MeasureHistory({
  plan,
  measure,
  onDone,
}: {
  plan: string;
  measure: Measure;
  onDone: (changed: boolean) => void;
}) {
  const w = measureWords.useWords();
  const { states } = requiresWords.useWords();
  const { lang } = useLanguage();
  const announce = useAnnounce();
  const base = apiUrl(`/plans/${plan}/measures/${measure.id}`);
  const { data, error, again } = useFresh<History>(`${base}/history`);
  const [failure, setFailure] = useState<ApiError | null>(null);
  const undo = async () => {
    try {
      await send('POST', `${base}/undo`, {
        language: lang,
        headers: { 'If-Match': `"${measure.version}"` },
      });
      announce(w.undone);
      onDone(true);
    } catch (fault) {
      setFailure(fault as ApiError);
    }
  };
  const items = [...(data?.items ?? [])].sort((a, b) => b.version - a.version);
  return (
    <Dialog title={w.historyOf(measure.name)} onClose={() => onDone(false)}>
      {error && <ErrorMessage error={error} onRetry={again} />}
      {failure && <ErrorMessage error={failure} />}
      <ol class="versions" reversed>
        {items.map((one) => (
          <li key={one.version}>
            <strong>{w.version(one.version)}</strong>, {formatTime(one.recordedAt)}{' '}
            {w.by(one.actor)}
            {one.restores !== null && ` · ${w.restores(one.restores)}`}
            <span class="small">
              {one.measure.name} · {states[one.measure.state]}
            </span>
          </li>
        ))}
      </ol>
      {items.length > 1 && (
        <p class="actions">
          <button type="button" onClick={undo}>
            {w.undo}
          </button>
        </p>
      )}
    </Dialog>
  );
}
