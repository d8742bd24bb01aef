import { useState } from 'preact/hooks';
import type { Receipt } from '../api/import-types';
import { FactList } from '../components/fact-list';
import { FormField } from '../components/form-field';
import { formatCount } from '../format/amount';
import { useLanguage } from '../i18n/language';
import { Effects } from '../imports/effects';
import { factorFaults, factorLine, yearsOf, type FactorForm } from '../model/factor-form';
import { FormTitle } from '../plan/form-parts';
import { Top } from './form-top';
import { sendLine } from './import-line';
import { toldBy, useAct } from './use-act';
import { adminWords } from './words';

const FIELDS = ['item', 'measure', 'value', 'unit', 'validFrom', 'source', 'note'] as const;

/** A factor of one's own: first tried, with the figures it changes, then kept. */
export function FactorEditor({
  form,
  onForm,
  onDone,
}: {
  form: FactorForm;
  onForm: (form: FactorForm) => void;
  onDone: (batch: string | null) => void;
}) {
  const { factors: f, common: c } = adminWords.useWords();
  const { text, lang } = useLanguage();
  const { busy, failure, act } = useAct();
  const [tried, setTried] = useState<Receipt | null>(null);
  const [attempt, setAttempt] = useState(0);
  const own = Object.fromEntries(
    Object.entries(factorFaults(form)).map(([field, fault]) => [field, f.faults[fault]]),
  );
  const faults = attempt > 0 ? { ...toldBy(failure, text), ...own } : {};
  const submit = async (event: Event) => {
    event.preventDefault();
    setAttempt(attempt + 1);
    if (Object.keys(own).length > 0) return;
    const sent = await sendLine(act, 'factors', factorLine(form), true);
    if (sent) setTried(sent.data);
    else setAttempt(attempt + 2);
  };
  const keep = async () => {
    const kept = await sendLine(act, 'factors', factorLine(form), false);
    if (kept) onDone(kept.data.id);
    else setTried(null);
  };
  if (tried)
    return (
      <section class="card stack">
        <FormTitle level="h2">{f.effect}</FormTitle>
        <FactList facts={FIELDS.map((name) => [f[name], form[name].trim()])} />
        {tried.affectedTotal === 0 ? (
          <p class="message">{f.noEffect}</p>
        ) : (
          <>
            <p class="message message-wait">
              {f.affects(
                formatCount(tried.affectedTotal, lang),
                formatCount(yearsOf(tried.affected), lang),
              )}
            </p>
            <Effects effects={tried} />
          </>
        )}
        <p class="actions">
          <button type="button" class="primary" disabled={busy} onClick={keep}>
            {busy ? c.saving : f.confirm}
          </button>
          <button type="button" class="quiet" onClick={() => setTried(null)}>
            {c.change}
          </button>
        </p>
      </section>
    );
  return (
    <form class="card stack narrow" onSubmit={submit} noValidate>
      <FormTitle level="h2">{f.setTitle}</FormTitle>
      <p>{f.setLead}</p>
      <Top faults={faults} attempt={attempt} failure={failure} labels={f as never} />
      {FIELDS.map((name) => (
        <FormField
          key={name}
          id={name}
          label={f[name]}
          value={form[name]}
          error={faults[name] ?? null}
          onInput={(value) => onForm({ ...form, [name]: value })}
        />
      ))}
      <p class="actions">
        <button type="submit" class="primary" disabled={busy}>
          {busy ? c.saving : f.try}
        </button>
        <button type="button" class="quiet" onClick={() => onDone(null)}>
          {c.cancel}
        </button>
      </p>
    </form>
  );
}
