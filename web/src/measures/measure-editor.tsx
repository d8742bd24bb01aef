import { useState } from 'preact/hooks';
import { apiUrl, type ApiError } from '../api/client';
import type { Measure, MeasureState } from '../api/plan-types';
import { useReference } from '../api/reference';
import { send } from '../api/send';
import { useAnnounce } from '../components/announcer';
import { ErrorMessage } from '../components/error-message';
import { FormField } from '../components/form-field';
import { SelectField } from '../components/select-field';
import { useLanguage } from '../i18n/language';
import { bodyOf, formOf, noEffect, NUMBERS, TEXTS, unreadable } from '../model/measure-form';
import { requiresWords } from '../requires/words';
import { EffectFields } from './effect-fields';
import { measureWords } from './words';

/** Adds a measure or changes one; a change that somebody else made first is never overwritten. */
export function MeasureEditor({
  plan,
  measure,
  onDone,
}: {
  plan: string;
  /** Null: a new one. */
  measure: Measure | null;
  onDone: (saved: boolean) => void;
}) {
  const w = measureWords.useWords();
  const { states } = requiresWords.useWords();
  const { lang, text } = useLanguage();
  const { keyFigures } = useReference();
  const announce = useAnnounce();
  const [form, setForm] = useState(() => formOf(measure));
  const [wrong, setWrong] = useState<string[]>([]);
  const [failure, setFailure] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(false);
  const told = failure?.problem.errors ?? [];
  const errorAt = (pointer: string): string | null => {
    if (wrong.includes(pointer)) return w.number;
    const one = told.find((error) => error.pointer === pointer);
    return one ? text(one.message) : null;
  };
  const save = async (event: Event) => {
    event.preventDefault();
    const faults = unreadable(form);
    setWrong(faults);
    if (faults.length > 0) return;
    setBusy(true);
    setFailure(null);
    const base = apiUrl(`/plans/${plan}/measures`);
    try {
      if (measure)
        await send('PUT', `${base}/${measure.id}`, {
          language: lang,
          body: bodyOf(form),
          headers: { 'If-Match': `"${measure.version}"` },
        });
      else await send('POST', base, { language: lang, body: bodyOf(form) });
      announce(w.saved);
      onDone(true);
    } catch (error) {
      setFailure(error as ApiError);
      setBusy(false);
    }
  };
  return (
    <form class="card" onSubmit={save} noValidate>
      <h2>{measure ? w.editOf(measure.name) : w.add}</h2>
      {failure?.status === 412 && (
        <div class="message message-wait" role="alert">
          <p>{w.stale}</p>
          <button type="button" onClick={() => onDone(true)}>
            {w.reload}
          </button>
        </div>
      )}
      {failure && failure.status !== 412 && told.length === 0 && <ErrorMessage error={failure} />}
      {(wrong.length > 0 || told.length > 0) && failure?.status !== 412 && (
        <p class="message message-error" role="alert">
          {w.wrong} {told.map((one) => text(one.message)).join(' ') || w.number}
        </p>
      )}
      <p class="small">{w.unknownHint}</p>
      <div class="measure-form">
        <div class="wide">
          <FormField
            label={w.fields.name}
            value={form.name}
            error={errorAt('/name')}
            onInput={(name) => setForm({ ...form, name })}
          />
        </div>
        <div class="wide">
          <FormField
            label={w.fields.description}
            value={form.description}
            lines={3}
            error={errorAt('/description')}
            onInput={(description) => setForm({ ...form, description })}
          />
        </div>
        <SelectField
          label={w.fields.state}
          value={form.state}
          options={Object.entries(states).map(([value, label]) => ({ value, label }))}
          onChange={(state) => setForm({ ...form, state: state as MeasureState })}
        />
        {NUMBERS.map((name) => (
          <FormField
            key={name}
            label={w.fields[name]}
            value={form.numbers[name]}
            error={errorAt(`/${name}`)}
            onInput={(value) => setForm({ ...form, numbers: { ...form.numbers, [name]: value } })}
          />
        ))}
        {TEXTS.map((name) => (
          <FormField
            key={name}
            label={w.fields[name]}
            value={form.texts[name]}
            error={errorAt(`/${name}`)}
            onInput={(value) => setForm({ ...form, texts: { ...form.texts, [name]: value } })}
          />
        ))}
        <div class="wide">
          <FormField
            label={w.fields.sourceText}
            value={form.source.text}
            error={errorAt('/source/text')}
            onInput={(value) => setForm({ ...form, source: { ...form.source, text: value } })}
          />
        </div>
        <div class="wide">
          <FormField
            label={w.fields.sourceDocument}
            value={form.source.document}
            error={errorAt('/source/document')}
            onInput={(value) => setForm({ ...form, source: { ...form.source, document: value } })}
          />
        </div>
      </div>
      {[...form.effects, noEffect].map((effect, index) => (
        <EffectFields
          key={index}
          effect={effect}
          figures={keyFigures}
          errorAt={(name) => errorAt(`/effects/${index}/${name}`)}
          onChange={(next) => {
            const effects = [...form.effects];
            effects[index] = next;
            setForm({ ...form, effects });
          }}
        />
      ))}
      <p class="actions">
        <button type="submit" class="primary" disabled={busy}>
          {w.save}
        </button>
        <button type="button" onClick={() => onDone(false)}>
          {w.cancel}
        </button>
      </p>
    </form>
  );
}
