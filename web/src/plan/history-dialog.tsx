import type { ComponentChildren } from 'preact';
import { useFresh } from '../api/use-fresh';
import { useAnnounce } from '../components/announcer';
import { Dialog } from '../components/dialog';
import { ErrorMessage } from '../components/error-message';
import { Pending } from '../components/pending';
import { formatTime } from '../format/date';
import { useSaving } from './saving';
import { planWords } from './words';

/** One version of anything in a plan: who wrote it, when, and what it said. */
export interface Entry {
  version: number;
  recordedAt: string;
  actor?: string | null;
  restores?: number | null;
  removed?: boolean;
}

/** Every version of a thing, the newest first; the latest change can be undone. */
export function HistoryDialog<T extends Entry>({
  name,
  url,
  version,
  mayUndo,
  describe,
  onDone,
}: {
  name: string;
  url: string;
  version: number;
  mayUndo: boolean;
  describe: (entry: T) => ComponentChildren;
  onDone: (changed: boolean) => void;
}) {
  const w = planWords.useWords();
  const announce = useAnnounce();
  const { busy, failure, change } = useSaving();
  const { data, error, again } = useFresh<{ items: T[] }>(`${url}/history`);
  const items = (data?.items ?? []).toSorted((a, b) => b.version - a.version);
  const undo = async () => {
    if (!(await change('POST', `${url}/undo`, { version }))) return;
    announce(w.undone);
    onDone(true);
  };
  return (
    <Dialog title={w.historyOf(name)} onClose={() => onDone(false)}>
      {error && <ErrorMessage error={error} onRetry={again} />}
      {failure && <ErrorMessage error={failure} />}
      {!data && !error && <Pending shape="lines" />}
      <ol class="versions" reversed>
        {items.map((one) => (
          <li key={one.version}>
            <strong>{w.version(one.version)}</strong>, {formatTime(one.recordedAt)}{' '}
            {one.actor && w.by(one.actor)}
            {one.restores && ` · ${w.restores(one.restores)}`}
            {one.removed ? ` · ${w.takenAway}` : <span class="small">{describe(one)}</span>}
          </li>
        ))}
      </ol>
      {items.length === 1 && <p class="small">{w.onlyOne}</p>}
      {mayUndo && items.length > 1 && (
        <p class="actions">
          <button type="button" disabled={busy} onClick={undo}>
            {w.undoLatest}
          </button>
        </p>
      )}
    </Dialog>
  );
}
