import { useState } from 'preact/hooks';
import type { Followed, StatusUpdate } from '../api/follow-types';
import type { MeasureState } from '../api/plan-types';
import { ErrorMessage } from '../components/error-message';
import { FormField } from '../components/form-field';
import { Pending } from '../components/pending';
import { SelectField } from '../components/select-field';
import { Tag } from '../components/tag';
import { formatDate, today } from '../format/date';
import { useLanguage } from '../i18n/language';
import { isDay } from '../model/assessment-form';
import { requiresWords } from '../requires/words';
import { FormTop } from './form-parts';
import { SourceLine } from './marks';
import { Toast } from './toast';
import { useDraft } from './use-draft';
import { useItems } from './use-items';
import { planWords } from './words';

/** What people have written about a measure, the newest first, and room for more. */
export function Updates({
  plan,
  measure,
  mayEdit,
  onChange,
}: {
  plan: string;
  measure: Followed;
  mayEdit: boolean;
  onChange: () => void;
}) {
  const w = planWords.useWords();
  const { states } = requiresWords.useWords();
  const { lang } = useLanguage();
  const list = useItems<StatusUpdate>(
    plan,
    'updates',
    (one) => one.measure === measure.id,
    onChange,
  );
  const items = list.items.toSorted(
    (a, b) => b.date.localeCompare(a.date, 'sv') || b.changedAt.localeCompare(a.changedAt, 'sv'),
  );
  return (
    <section class="section" aria-labelledby="updates">
      <h2 id="updates">{w.updates}</h2>
      {mayEdit && (
        <WriteUpdate
          thing={`${plan}/${measure.id}/update`}
          failure={list.saving.failure}
          busy={list.saving.busy}
          onSave={(body) => list.add({ ...body, measure: measure.id }, w.updateSaved)}
        />
      )}
      <Toast done={list.done} />
      {list.error && <ErrorMessage error={list.error} onRetry={list.again} />}
      {list.loading && <Pending shape="lines" />}
      {!list.loading && items.length === 0 && <p class="muted">{w.noUpdates}</p>}
      <ol class="plain-list updates" reversed>
        {items.map((one) => (
          <li key={one.id}>
            <p class="small">
              <time dateTime={one.date}>{formatDate(one.date, lang)}</time>
              {one.changedBy && ` ${w.by(one.changedBy)}`}{' '}
              {one.state && <Tag kind="plain">{states[one.state]}</Tag>}{' '}
              {one.timeliness && <Tag kind="plain">{w.timelinesses[one.timeliness]}</Tag>}
            </p>
            <p class="written">{one.text}</p>
            <SourceLine source={one.source} />
            {mayEdit && (
              <button
                type="button"
                class="quiet"
                aria-label={w.removeItem(`${w.update} ${one.date}`)}
                disabled={list.saving.busy}
                onClick={() => void list.remove(one, w.removed(w.update))}
              >
                <span aria-hidden="true">✕</span>
              </button>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

interface NewUpdate {
  date: string;
  text: string;
  state: MeasureState | null;
}
const idOf = (field: string): string => `update-${field}`;

function WriteUpdate({
  thing,
  failure,
  busy,
  onSave,
}: {
  thing: string;
  failure: Parameters<typeof FormTop>[0]['failure'];
  busy: boolean;
  onSave: (update: NewUpdate) => Promise<boolean>;
}) {
  const w = planWords.useWords();
  const { states } = requiresWords.useWords();
  const [attempt, setAttempt] = useState(0);
  const [faults, setFaults] = useState<Record<string, string>>({});
  const { form, set, drop, discard } = useDraft(thing, 0, { text: '', date: today(), state: '' });
  const labels: Record<string, string> = { text: w.updateText, date: w.updateDate };
  const submit = async (event: Event) => {
    event.preventDefault();
    const text = form['text']?.trim() ?? '';
    const date = form['date']?.trim() ?? '';
    const wrong = {
      ...(text ? {} : { text: w.updateTextMissing }),
      ...(isDay(date) ? {} : { date: w.dateWrong }),
    };
    setFaults(wrong);
    setAttempt(attempt + 1);
    if (Object.keys(wrong).length > 0) return;
    const state = (form['state'] || null) as MeasureState | null;
    if (!(await onSave({ text, date, state }))) return;
    drop();
    discard();
  };
  return (
    <form class="card" onSubmit={submit} noValidate aria-labelledby="write-update">
      <h3 id="write-update">{w.writeUpdate}</h3>
      <FormTop
        faults={faults}
        attempt={attempt}
        failure={failure}
        idOf={idOf}
        label={(field) => labels[field] ?? field}
      />
      <div class="stack">
        <FormField
          id={idOf('text')}
          label={w.updateText}
          lines={4}
          value={form['text'] ?? ''}
          error={faults['text'] ?? null}
          onInput={(text) => set('text', text)}
        />
        <FormField
          id={idOf('date')}
          label={w.updateDate}
          value={form['date'] ?? ''}
          error={faults['date'] ?? null}
          onInput={(date) => set('date', date)}
        />
        <SelectField
          label={w.updateState}
          value={form['state'] ?? ''}
          options={[
            { value: '', label: w.unchanged },
            ...Object.entries(states).map(([value, label]) => ({ value, label })),
          ]}
          onChange={(state) => set('state', state)}
        />
      </div>
      <p class="actions">
        <button type="submit" class="primary" disabled={busy}>
          {busy ? w.saving : w.saveUpdate}
        </button>
      </p>
    </form>
  );
}
