import { useState } from 'preact/hooks';
import type { Followed } from '../api/follow-types';
import { useReference } from '../api/reference';
import { useAnnounce } from '../components/announcer';
import { FormField } from '../components/form-field';
import { SelectField } from '../components/select-field';
import { useLanguage } from '../i18n/language';
import { EffectFields } from '../measures/effect-fields';
import { measureWords } from '../measures/words';
import { noEffect } from '../model/measure-form';
import {
  bodyOf,
  effectFaults,
  effectsIn,
  faultsOf,
  fieldOf,
  flatOf,
  NUMBER_FIELDS,
  rolesIn,
  type MeasureFault,
} from '../model/measure-flat';
import { requiresWords } from '../requires/words';
import { ConflictView } from './conflict-view';
import { DraftNote, FormEnd, FormTitle, FormTop, useFaults } from './form-parts';
import { planUrl, type PlanData } from './frame';
import { useUnitName } from './marks';
import { RoleFields } from './role-fields';
import { useDraft } from './use-draft';
import { useGuarded } from './use-guarded';
import { planWords } from './words';

/** An effect on nothing is none. */
const isUsed = (effect: { keyFigure: string }): boolean => effect.keyFigure !== '';

const idOf = (field: string): string => `measure-${field}`;

interface FormProps {
  data: PlanData;
  measure: Followed;
  onDone: (saved: boolean) => void;
}

/** Changes a measure; what somebody else has changed meanwhile is laid beside it to choose from. */
export function MeasureForm(props: FormProps) {
  return (
    <measureWords.Words>
      <Form {...props} />
    </measureWords.Words>
  );
}

function Form({ data, measure, onDone }: FormProps) {
  const w = planWords.useWords();
  const { states } = requiresWords.useWords();
  const { text } = useLanguage();
  const { keyFigures } = useReference();
  const announce = useAnnounce();
  const unitName = useUnitName(data.units);
  // What the writing began from: a change by somebody else must not move it.
  const [base, setBase] = useState(measure);
  const draft = useDraft(`${data.plan.id}/${measure.id}`, measure.version, flatOf(measure));
  const { busy, failure, conflict, save, leave } = useGuarded<Followed>((form, theirs) =>
    bodyOf(form, theirs ?? base),
  );
  const [found, setFound] = useState<Record<string, MeasureFault>>({});
  const [attempt, setAttempt] = useState(0);
  const { form, set } = draft;
  const faults = useFaults(
    Object.fromEntries(Object.entries(found).map(([field, fault]) => [field, w[fault]])),
    failure,
    fieldOf,
  );
  const fields: Record<string, string> = w.fields;
  const lists: Record<string, string> = {
    goals: w.serves,
    roles: w.rolesTitle,
    effects: w.effectsTitle,
  };
  const label = (field: string) => lists[field] ?? fields[field] ?? field;
  const goalText = (id: string) => data.plan.goals.find((goal) => goal.id === id)?.text ?? id;
  const figureName = (id: string) => {
    const figure = keyFigures.find((one) => one.id === id);
    return figure ? text(figure.name) : id;
  };
  const show = (field: string, value: string): string => {
    if (field === 'state') return states[value as keyof typeof states] ?? value;
    if (field === 'rsMandate') return value ? w.yes : w.no;
    if (field === 'orgUnit') return unitName(value || null) ?? '';
    if (field === 'roles')
      return rolesIn({ roles: value })
        .map((one) => [w.roles[one.role], unitName(one.orgUnit || null), one.name])
        .map((parts) => parts.filter(Boolean).join(', '))
        .join('\n');
    if (field === 'effects')
      return effectsIn({ effects: value })
        .map((one) => `${figureName(one.keyFigure)}: ${one.change}, ${one.fullYear}`)
        .join('\n');
    if (field === 'goals') return value.split(',').filter(Boolean).map(goalText).join('; ');
    return value;
  };
  const url = planUrl(data.plan.id, 'measures', measure.id);
  const done = () => {
    draft.drop();
    announce(w.saved);
    onDone(true);
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    const faulty = faultsOf(form);
    setFound(faulty);
    setAttempt(attempt + 1);
    if (Object.keys(faulty).length > 0) return;
    if (await save({ url, base: flatOf(base), mine: form, version: draft.version })) done();
    else setAttempt(attempt + 2);
  };
  if (conflict) {
    const { theirs } = conflict;
    return (
      <ConflictView
        key={theirs.version}
        what={w.theMeasure}
        changedAt={theirs.recordedAt}
        base={conflict.base}
        mine={conflict.mine}
        theirs={flatOf(theirs)}
        label={label}
        show={show}
        busy={busy}
        onBack={leave}
        onSave={async (mine) => {
          setBase(theirs);
          const writing = { url, base: flatOf(theirs), mine, version: theirs.version };
          if (await save(writing, theirs)) done();
        }}
      />
    );
  }
  const field = (name: string, options: { lines?: number; hint?: string } = {}) => (
    <FormField
      key={name}
      id={idOf(name)}
      label={label(name)}
      value={form[name] ?? ''}
      error={faults[name] ?? null}
      onInput={(value) => set(name, value)}
      {...options}
    />
  );
  const chosen = (form['goals'] ?? '').split(',').filter(Boolean);
  const effects = effectsIn(form);
  const toggle = (id: string, on: boolean) =>
    set(
      'goals',
      (on ? [...chosen, id] : chosen.filter((one) => one !== id)).sort().join(','),
    );
  return (
    <form class="card" onSubmit={submit} noValidate>
      <FormTitle level="h2">{w.editOf(measure.name)}</FormTitle>
      <FormTop faults={faults} attempt={attempt} failure={failure} idOf={idOf} label={label} />
      <DraftNote draft={draft} current={measure.version} />
      <p class="small">{w.unknownHint}</p>
      <div class="measure-form">
        <div class="wide">{field('name')}</div>
        <div class="wide">{field('description', { lines: 4 })}</div>
        {field('code')}
        <SelectField
          id={idOf('state')}
          label={label('state')}
          value={form['state'] ?? ''}
          error={faults['state'] ?? null}
          options={Object.entries(states).map(([value, words]) => ({ value, label: words }))}
          onChange={(state) => set('state', state)}
        />
        {data.units.length > 0 ? (
          <SelectField
            id={idOf('orgUnit')}
            label={label('orgUnit')}
            value={form['orgUnit'] ?? ''}
            error={faults['orgUnit'] ?? null}
            options={[
              { value: '', label: w.notSaid },
              ...data.units.map((unit) => ({
                value: unit.code,
                label: unitName(unit.code) ?? unit.code,
              })),
            ]}
            onChange={(unit) => set('orgUnit', unit)}
          />
        ) : (
          field('orgUnit')
        )}
        {field('start')}
        {field('end')}
        {NUMBER_FIELDS.map((name) => field(name))}
        <div class="wide">{field('funding')}</div>
        <fieldset class="wide" id={idOf('goals')} tabIndex={-1}>
          <legend>{w.serves}</legend>
          {data.plan.goals.map((goal) => (
            <label key={goal.id} class="field-check">
              <input
                type="checkbox"
                id={`${idOf('goals')}-${goal.id}`}
                checked={chosen.includes(goal.id)}
                onChange={(event) => toggle(goal.id, event.currentTarget.checked)}
              />
              {goal.text}
            </label>
          ))}
        </fieldset>
        <label class="field-check wide">
          <input
            type="checkbox"
            id={idOf('rsMandate')}
            checked={form['rsMandate'] === 'yes'}
            onChange={(event) => set('rsMandate', event.currentTarget.checked ? 'yes' : '')}
          />
          {label('rsMandate')}
        </label>
        <RoleFields
          id={idOf('roles')}
          roles={rolesIn(form)}
          units={data.units}
          error={faults['roles'] ?? null}
          onChange={(roles) => set('roles', JSON.stringify(roles))}
        />
        <fieldset class="wide" id={idOf('effects')} tabIndex={-1}>
          <legend>{w.effectsTitle}</legend>
          {[...effects, noEffect].map((effect, index) => (
            <EffectFields
              key={index}
              effect={effect}
              figures={keyFigures}
              errorAt={(name) =>
                attempt > 0 && effectFaults(form).includes(`/effects/${index}/${name}`)
                  ? w.numberWrong
                  : null
              }
              onChange={(next) =>
                set('effects', JSON.stringify(effects.toSpliced(index, 1, next).filter(isUsed)))
              }
            />
          ))}
        </fieldset>
        <div class="wide">{field('sourceText')}</div>
        <div class="wide">{field('sourceDocument')}</div>
      </div>
      <FormEnd busy={busy} save={w.save} onCancel={() => onDone(false)} />
    </form>
  );
}
