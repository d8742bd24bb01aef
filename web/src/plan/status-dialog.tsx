import { useRef, useState } from 'preact/hooks';
import { COLUMNS, type Column, type Followed } from '../api/follow-types';
import { useAnnounce } from '../components/announcer';
import { Dialog } from '../components/dialog';
import { ErrorMessage } from '../components/error-message';
import { FormField } from '../components/form-field';
import { SelectField } from '../components/select-field';
import { today } from '../format/date';
import { changeTo, contentOf, needsComment } from '../model/status-change';
import { planUrl } from './frame';
import { useSaving } from './saving';
import { planWords } from './words';

/** Moves a measure to another column, with the reason where one is needed. */
export function StatusDialog({
  plan,
  measure,
  onDone,
}: {
  plan: string;
  measure: Followed;
  onDone: (changed: boolean) => void;
}) {
  const w = planWords.useWords();
  const announce = useAnnounce();
  const { busy, failure, change } = useSaving();
  const [column, setColumn] = useState<Column>(measure.column);
  const [comment, setComment] = useState('');
  const [asked, setAsked] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const same = column === measure.column;
  const missing = !same && needsComment(measure, column) && !comment.trim();
  const save = async (event: Event) => {
    event.preventDefault();
    setAsked(true);
    if (same || missing) {
      form.current?.querySelector<HTMLElement>(same ? 'select' : 'textarea')?.focus();
      return;
    }
    const text = comment.trim();
    const next = changeTo(measure, column, text);
    const saved = await change('PUT', planUrl(plan, 'measures', measure.id), {
      body: { ...contentOf(measure), ...next },
      version: measure.version,
    });
    if (!saved) return;
    if (text)
      await change('POST', planUrl(plan, 'updates'), {
        body: {
          measure: measure.id,
          date: today(),
          text,
          state: next.state,
        },
        version: null,
      });
    announce(w.statusSaved(w.columns[column]));
    onDone(true);
  };
  return (
    <Dialog title={w.changeOf(measure.name)} onClose={() => onDone(false)}>
      <form class="stack" ref={form} onSubmit={save} noValidate>
        {failure?.status === 412 && (
          <p class="message message-wait" role="alert">
            {w.staleShort}
          </p>
        )}
        {failure && failure.status !== 412 && <ErrorMessage error={failure} />}
        <SelectField
          label={w.newStatus}
          value={column}
          error={asked && same ? w.sameStatus : null}
          options={COLUMNS.map((one) => ({ value: one, label: w.columns[one] }))}
          onChange={(one) => setColumn(one as Column)}
        />
        <FormField
          label={w.comment}
          hint={w.commentHint}
          lines={3}
          value={comment}
          error={asked && missing ? w.commentMissing : null}
          onInput={setComment}
        />
        <p class="actions">
          <button type="submit" class="primary" disabled={busy}>
            {busy ? w.saving : w.save}
          </button>
          <button type="button" class="quiet" onClick={() => onDone(false)}>
            {w.cancel}
          </button>
        </p>
      </form>
    </Dialog>
  );
}
