import { useState } from 'preact/hooks';
import type { Activity, Followed } from '../api/follow-types';
import { ErrorMessage } from '../components/error-message';
import { FormField } from '../components/form-field';
import { Listed } from '../components/listed';
import { Pending } from '../components/pending';
import { Tag } from '../components/tag';
import { today } from '../format/date';
import { isDay } from '../model/assessment-form';
import { Toast } from './toast';
import { useItems } from './use-items';
import { planWords } from './words';

const far = '9999';
/** What is left to do first, the first due first; then what is done, the latest first. */
export const inTurn = (a: Activity, b: Activity): number =>
  a.done !== null || b.done !== null
    ? a.done === null
      ? -1
      : b.done === null
        ? 1
        : b.done.localeCompare(a.done, 'sv')
    : (a.due ?? far).localeCompare(b.due ?? far, 'sv');

/** What is to be done within a measure: added, ticked off and taken away by those who may. */
export function Activities({
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
  const list = useItems<Activity>(
    plan,
    'activities',
    (one) => one.measure === measure.id,
    onChange,
  );
  const { failure } = list.saving;
  const tick = (one: Activity, on: boolean) =>
    list.alter(
      one,
      { done: on ? today() : null },
      on ? w.ticked(one.name) : w.unticked(one.name),
    );
  const items = list.items.toSorted(inTurn);
  return (
    <section class="section" aria-labelledby="activities">
      <h2 id="activities">{w.activities}</h2>
      {list.error && <ErrorMessage error={list.error} onRetry={list.again} />}
      {failure && <ErrorMessage error={failure} />}
      {list.loading && <Pending shape="lines" />}
      {!list.loading && items.length === 0 && <p class="muted">{w.noActivities}</p>}
      <ul class="plain-list activities">
        {items.map((one) => (
          <li key={one.id}>
            {mayEdit ? (
              <label class="field-check">
                <input
                  type="checkbox"
                  id={`activity-${one.id}`}
                  checked={one.done !== null}
                  disabled={list.saving.busy}
                  onChange={(event) => void tick(one, event.currentTarget.checked)}
                />
                <span>{one.name}</span>
              </label>
            ) : (
              <span class="name">{one.name}</span>
            )}
            <span class="small">
              <When activity={one} />
              {(one.responsible || one.comment) && ' · '}
              <Listed texts={[one.responsible, one.comment]} between=" · " />
            </span>
            {mayEdit && (
              <button
                type="button"
                class="quiet"
                aria-label={w.removeItem(one.name)}
                disabled={list.saving.busy}
                onClick={() => void list.remove(one, w.removed(one.name))}
              >
                <span aria-hidden="true">✕</span>
              </button>
            )}
          </li>
        ))}
      </ul>
      <Toast done={list.done} />
      {mayEdit && (
        <AddActivity
          busy={list.saving.busy}
          onAdd={(body) => list.add({ ...body, measure: measure.id }, w.added(body.name))}
        />
      )}
    </section>
  );
}

function When({ activity }: { activity: Activity }) {
  const w = planWords.useWords();
  if (activity.done !== null) return <Tag kind="good">{w.doneOn(activity.done)}</Tag>;
  if (activity.due === null) return null;
  return (
    <>
      {w.dueOn(activity.due)} {activity.due < today() && <Tag kind="bad">{w.overdue}</Tag>}
    </>
  );
}

interface NewActivity {
  name: string;
  due: string | null;
  done: null;
  responsible: string | null;
  comment: string | null;
}
const nothing = { name: '', due: '', responsible: '' };

function AddActivity({
  busy,
  onAdd,
}: {
  busy: boolean;
  onAdd: (activity: NewActivity) => Promise<boolean>;
}) {
  const w = planWords.useWords();
  const [form, setForm] = useState(nothing);
  const [asked, setAsked] = useState(false);
  const faults = {
    name: form.name.trim() ? null : w.activityNameMissing,
    due: !form.due.trim() || isDay(form.due.trim()) ? null : w.dateWrong,
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    setAsked(true);
    const wrong = faults.name ? 'activity-name' : faults.due ? 'activity-due' : null;
    if (wrong) {
      document.getElementById(wrong)?.focus();
      return;
    }
    const added = await onAdd({
      name: form.name.trim(),
      due: form.due.trim() || null,
      done: null,
      responsible: form.responsible.trim() || null,
      comment: null,
    });
    if (!added) return;
    setForm(nothing);
    setAsked(false);
  };
  return (
    <form class="measure-form" onSubmit={submit} noValidate aria-label={w.addActivity}>
      <FormField
        id="activity-name"
        label={w.activityName}
        value={form.name}
        error={asked ? faults.name : null}
        onInput={(name) => setForm({ ...form, name })}
      />
      <FormField
        id="activity-due"
        label={w.activityDue}
        value={form.due}
        error={asked ? faults.due : null}
        onInput={(due) => setForm({ ...form, due })}
      />
      <FormField
        label={w.activityResponsible}
        value={form.responsible}
        onInput={(responsible) => setForm({ ...form, responsible })}
      />
      <p class="actions">
        <button type="submit" disabled={busy}>
          {w.addActivity}
        </button>
      </p>
    </form>
  );
}
