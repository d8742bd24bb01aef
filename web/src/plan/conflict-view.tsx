import { useEffect, useRef, useState } from 'preact/hooks';
import { formatTime, today } from '../format/date';
import { compare, merged, type Flat } from '../model/conflict';
import { planWords } from './words';

/** "10:42" when it was today, else with its date. */
export function timeOf(instant: string | null | undefined): string {
  if (!instant) return '';
  const [day = '', time = ''] = formatTime(instant).split(' ');
  return day === today() ? time : `${day} ${time}`;
}

/** Two have changed the same thing: theirs and mine side by side, and a choice for each field. */
export function ConflictView({
  what,
  changedAt,
  base,
  mine,
  theirs,
  label,
  show,
  busy,
  onSave,
  onBack,
}: {
  /** "åtgärden" */
  what: string;
  changedAt: string | null | undefined;
  base: Flat;
  mine: Flat;
  theirs: Flat;
  label: (field: string) => string;
  /** How a value is written for people. */
  show: (field: string, value: string) => string;
  busy: boolean;
  onSave: (form: Flat) => void;
  onBack: () => void;
}) {
  const w = planWords.useWords();
  const [chosen, setChosen] = useState<Record<string, 'mine' | 'theirs'>>({});
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const found = compare(base, mine, theirs);
  const open = found.clashes.find((clash) => !chosen[clash.field]);
  const words = (field: string, value: string) => show(field, value) || w.empty;
  const submit = (event: Event) => {
    event.preventDefault();
    if (open) document.getElementById(`choose-${open.field}-mine`)?.focus();
    else onSave(merged(mine, theirs, found, chosen));
  };
  const option = (field: string, side: 'mine' | 'theirs', value: string) => (
    <label class="side">
      <input
        type="radio"
        id={`choose-${field}-${side}`}
        name={`choose-${field}`}
        checked={chosen[field] === side}
        onChange={() => setChosen({ ...chosen, [field]: side })}
      />{' '}
      <strong>{w[side]}</strong>
      <span class="side-text">{words(field, value)}</span>
    </label>
  );
  return (
    <form class="card" onSubmit={submit} noValidate>
      <h2 tabIndex={-1} ref={heading}>
        {w.conflictTitle(what, timeOf(changedAt))}
      </h2>
      <p>{w.conflictText}</p>
      {found.clashes.length === 0 && <p>{w.noClash}</p>}
      {found.clashes.map((clash) => (
        <fieldset key={clash.field} class="sides">
          <legend>{w.choose(label(clash.field))}</legend>
          {option(clash.field, 'mine', clash.mine)}
          {option(clash.field, 'theirs', clash.theirs)}
        </fieldset>
      ))}
      <Taken title={w.takenMine} fields={found.mine} label={label} value={mine} words={words} />
      <Taken
        title={w.takenTheirs}
        fields={found.theirs}
        label={label}
        value={theirs}
        words={words}
      />
      <p class="actions">
        <button type="submit" class="primary" disabled={busy}>
          {busy ? w.saving : w.saveMerged}
        </button>
        <button type="button" class="quiet" onClick={onBack}>
          {w.back}
        </button>
      </p>
    </form>
  );
}

function Taken({
  title,
  fields,
  label,
  value,
  words,
}: {
  title: string;
  fields: readonly string[];
  label: (field: string) => string;
  value: Flat;
  words: (field: string, value: string) => string;
}) {
  if (fields.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul class="bulleted">
        {fields.map((field) => (
          <li key={field}>
            {label(field)}: {words(field, value[field] ?? '')}
          </li>
        ))}
      </ul>
    </>
  );
}
