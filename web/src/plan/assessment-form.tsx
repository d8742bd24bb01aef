import { useState } from 'preact/hooks';
import { CRITERIA, VERDICTS, type Assessment, type Suggestion } from '../api/follow-types';
import { useAnnounce } from '../components/announcer';
import { FormField } from '../components/form-field';
import { bodyOf, faultsOf, flatOf, type AssessmentFault } from '../model/assessment-form';
import { ConflictView } from './conflict-view';
import { DraftNote, FormEnd, FormTitle, FormTop, useFaults } from './form-parts';
import { planUrl } from './frame';
import { SuggestionView } from './suggestion';
import { useDraft } from './use-draft';
import { useGuarded } from './use-guarded';
import { planWords } from './words';

const idOf = (field: string): string => `assessment-${field}`;
/** "/evidence/2/text" has no field of its own: the order there is that of what was sent. */
const fieldOf = (pointer: string): string => pointer.split('/')[1] ?? '';

/** A person's assessment of a goal at one occasion; the machine only suggests. */
export function AssessmentForm({
  plan,
  goal,
  occasion,
  title,
  assessment,
  suggestion,
  mayDecide,
  onDone,
}: {
  plan: string;
  goal: string;
  occasion: string;
  title: string;
  /** Null: nobody has written one. */
  assessment: Assessment | null;
  suggestion: Suggestion | null;
  /** Others may write the texts only. */
  mayDecide: boolean;
  onDone: (saved: boolean) => void;
}) {
  const w = planWords.useWords();
  const announce = useAnnounce();
  const id = `${goal}.${occasion}`;
  const stored = flatOf(assessment);
  const start = mayDecide || stored['verdict'] ? stored : { ...stored, verdict: 'notAssessed' };
  const [base] = useState(stored);
  const draft = useDraft(`${plan}/${id}`, assessment?.version ?? 0, start);
  const { busy, failure, conflict, save, leave } = useGuarded<Assessment>((form) =>
    bodyOf(form, goal, occasion),
  );
  const [found, setFound] = useState<Record<string, AssessmentFault>>({});
  const [attempt, setAttempt] = useState(0);
  const { form, set } = draft;
  const faults = useFaults(
    Object.fromEntries(Object.entries(found).map(([field, fault]) => [field, w[fault]])),
    failure,
    fieldOf,
  );
  const names: Record<string, string> = { ...w.fields, ...w.criteria };
  const label = (field: string) => names[field] ?? field;
  const show = (field: string, value: string) =>
    field === 'verdict' ? (w.verdicts[value as keyof typeof w.verdicts] ?? '') : value;
  const address = {
    url: planUrl(plan, 'assessments', id),
    creation: planUrl(plan, 'assessments'),
  };
  const done = () => {
    draft.drop();
    announce(w.assessmentSaved);
    onDone(true);
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    const faulty = faultsOf(form);
    setFound(faulty);
    setAttempt(attempt + 1);
    if (Object.keys(faulty).length > 0) return;
    const version = draft.version || null;
    if (await save({ ...address, base, mine: form, version })) done();
    else setAttempt(attempt + 2);
  };
  if (conflict) {
    const { theirs } = conflict;
    return (
      <ConflictView
        key={theirs.version}
        what={w.theAssessment}
        changedAt={theirs.changedAt}
        base={conflict.base}
        mine={conflict.mine}
        theirs={flatOf(theirs)}
        label={label}
        show={show}
        busy={busy}
        onBack={leave}
        onSave={async (mine) => {
          const writing = { ...address, base: flatOf(theirs), mine, version: theirs.version };
          if (await save(writing, theirs)) done();
        }}
      />
    );
  }
  return (
    <form class="card" onSubmit={submit} noValidate aria-labelledby="assessment-title">
      <FormTitle level="h3" id="assessment-title">
        {title}
      </FormTitle>
      <FormTop faults={faults} attempt={attempt} failure={failure} idOf={idOf} label={label} />
      <DraftNote draft={draft} current={assessment?.version ?? 0} />
      {suggestion && <SuggestionView suggestion={suggestion} name={title} note />}
      <div class="stack">
        {mayDecide ? (
          <fieldset id={idOf('verdict')} tabIndex={-1}>
            <legend>{w.verdict}</legend>
            {VERDICTS.map((verdict) => (
              <label key={verdict} class="field-check">
                <input
                  type="radio"
                  name="verdict"
                  id={`verdict-${verdict}`}
                  checked={form['verdict'] === verdict}
                  aria-describedby={faults['verdict'] ? 'verdict-error' : undefined}
                  onChange={() => set('verdict', verdict)}
                />
                {w.verdicts[verdict]}
              </label>
            ))}
            {faults['verdict'] && (
              <span class="field-error" id="verdict-error">
                {faults['verdict']}
              </span>
            )}
          </fieldset>
        ) : (
          <p class="small">{w.onlyTexts}</p>
        )}
        <FormField
          id={idOf('motivation')}
          label={w.motivation}
          lines={5}
          value={form['motivation'] ?? ''}
          error={faults['motivation'] ?? null}
          onInput={(value) => set('motivation', value)}
        />
        <fieldset class="stack" id={idOf('evidence')} tabIndex={-1}>
          <legend>{w.evidence}</legend>
          <p class="small">{w.evidenceHint}</p>
          {CRITERIA.map((criterion) => (
            <FormField
              key={criterion}
              id={idOf(criterion)}
              label={w.criteria[criterion]}
              lines={2}
              value={form[criterion] ?? ''}
              onInput={(value) => set(criterion, value)}
            />
          ))}
        </fieldset>
        {mayDecide && (
          <div class="measure-form">
            <FormField
              id={idOf('decidedBy')}
              label={w.fields.decidedBy}
              value={form['decidedBy'] ?? ''}
              error={faults['decidedBy'] ?? null}
              onInput={(value) => set('decidedBy', value)}
            />
            <FormField
              id={idOf('date')}
              label={w.fields.date}
              value={form['date'] ?? ''}
              error={faults['date'] ?? null}
              onInput={(value) => set('date', value)}
            />
          </div>
        )}
      </div>
      <FormEnd busy={busy} save={w.saveAssessment} onCancel={() => onDone(false)} />
    </form>
  );
}
