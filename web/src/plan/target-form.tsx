import { useState } from 'preact/hooks';
import type { PlanTarget } from '../api/follow-types';
import { useAnnounce } from '../components/announcer';
import { FormField } from '../components/form-field';
import { SelectField } from '../components/select-field';
import {
  bodyOf,
  DECISION,
  faultsOf,
  fieldOf,
  flatOf,
  TARGET_NUMBERS,
  TARGET_YEARS,
  type TargetFault,
} from '../model/target-form';
import { ConflictView } from './conflict-view';
import { DraftNote, FormEnd, FormTitle, FormTop, useFaults } from './form-parts';
import { planUrl } from './frame';
import { useDraft } from './use-draft';
import { useGuarded } from './use-guarded';
import { planWords } from './words';

const idOf = (field: string): string => `target-${field}`;

/** Sets a target, or what was not decided until now: the decision is part of it. */
export function TargetForm({
  plan,
  target,
  name,
  onDone,
}: {
  plan: string;
  target: PlanTarget;
  /** The indicator's. */
  name: string;
  onDone: (saved: boolean) => void;
}) {
  const w = planWords.useWords();
  const announce = useAnnounce();
  const [base] = useState(target);
  const draft = useDraft(`${plan}/target/${target.id}`, target.version, flatOf(target));
  const { busy, failure, conflict, save, leave } = useGuarded<PlanTarget>((form, theirs) =>
    bodyOf(form, theirs ?? base),
  );
  const [found, setFound] = useState<Record<string, TargetFault>>({});
  const [attempt, setAttempt] = useState(0);
  const { form, set } = draft;
  const faults = useFaults(
    Object.fromEntries(Object.entries(found).map(([field, fault]) => [field, w[fault]])),
    failure,
    fieldOf,
  );
  const labels: Record<string, string> = w.targetFields;
  const label = (field: string) => labels[field] ?? field;
  const directions: Record<string, string> = w.directions;
  const show = (field: string, value: string) =>
    field === 'undetermined'
      ? value
        ? w.yes
        : w.no
      : field === 'direction'
        ? (directions[value] ?? '')
        : value;
  const url = planUrl(plan, 'targets', target.id);
  const done = () => {
    draft.drop();
    announce(w.targetSaved);
    onDone(true);
  };
  if (conflict) {
    const { theirs } = conflict;
    return (
      <ConflictView
        key={theirs.version}
        what={w.theTarget}
        changedAt={theirs.changedAt}
        base={conflict.base}
        mine={conflict.mine}
        theirs={flatOf(theirs)}
        label={label}
        show={show}
        busy={busy}
        onBack={leave}
        onSave={async (mine) => {
          const writing = { url, base: flatOf(theirs), mine, version: theirs.version };
          if (await save(writing, theirs)) done();
        }}
      />
    );
  }
  const submit = async (event: Event) => {
    event.preventDefault();
    const faulty = faultsOf(form, base);
    setFound(faulty);
    setAttempt(attempt + 1);
    if (Object.keys(faulty).length > 0) return;
    if (await save({ url, base: flatOf(base), mine: form, version: draft.version })) done();
    else setAttempt(attempt + 2);
  };
  const open = form['undetermined'] === 'yes';
  const field = (one: string) => (
    <FormField
      key={one}
      id={idOf(one)}
      label={label(one)}
      value={form[one] ?? ''}
      error={faults[one] ?? null}
      onInput={(value) => set(one, value)}
    />
  );
  return (
    <form class="card" onSubmit={submit} noValidate aria-labelledby="target-title">
      <FormTitle level="h3" id="target-title">
        {w.editTarget(name)}
      </FormTitle>
      <FormTop faults={faults} attempt={attempt} failure={failure} idOf={idOf} label={label} />
      <DraftNote draft={draft} current={target.version} />
      <label class="field-check">
        <input
          type="checkbox"
          id={idOf('undetermined')}
          checked={open}
          onChange={(event) => set('undetermined', event.currentTarget.checked ? 'yes' : '')}
        />
        {label('undetermined')}
      </label>
      <div class="measure-form">
        {!open && (
          <SelectField
            id={idOf('direction')}
            label={label('direction')}
            value={form['direction'] ?? ''}
            error={faults['direction'] ?? null}
            options={[
              { value: '', label: w.unsaid },
              ...Object.entries(w.directions).map(([value, words]) => ({ value, label: words })),
            ]}
            onChange={(direction) => set('direction', direction)}
          />
        )}
        {TARGET_NUMBERS.filter((one) => !open || one !== 'value').map(field)}
        {TARGET_YEARS.map(field)}
        {DECISION.map(field)}
      </div>
      <FormEnd busy={busy} save={w.save} onCancel={() => onDone(false)} />
    </form>
  );
}
