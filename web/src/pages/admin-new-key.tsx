import { useState } from 'preact/hooks';
import { Top } from '../admin/form-top';
import { AdminHead, AdminPage } from '../admin/frame';
import { toldBy, useAct } from '../admin/use-act';
import { adminWords } from '../admin/words';
import type { MachineKey } from '../api/admin-types';
import { apiUrl } from '../api/client';
import type { Source } from '../api/import-types';
import type { Page } from '../api/types';
import { useFresh } from '../api/use-fresh';
import { CopyButton } from '../components/copy-button';
import { ErrorMessage } from '../components/error-message';
import { FactList } from '../components/fact-list';
import { FormField } from '../components/form-field';
import { formatTime } from '../format/date';
import { compareNames } from '../format/collate';
import { useLanguage } from '../i18n/language';
import { daysIn, keyFaults } from '../model/key-form';
import { FormTitle } from '../plan/form-parts';
import { useHref } from '../routing/location';

type Made = MachineKey & { key: string };

/** S15: a new key, shown once. */
export function NewKey() {
  return (
    <AdminPage area="keys" permission="key.manage">
      <NewKeyPage />
    </AdminPage>
  );
}

function NewKeyPage() {
  const { keys: k } = adminWords.useWords();
  const [made, setMade] = useState<Made | null>(null);
  return (
    <div class="narrow">
      <AdminHead area="keys" title={k.addTitle} />
      {made ? <Shown made={made} /> : <KeyForm onMade={setMade} />}
    </div>
  );
}

function Shown({ made }: { made: Made }) {
  const { keys: k } = adminWords.useWords();
  const href = useHref();
  return (
    <section class="card stack">
      <FormTitle level="h2">{k.made}</FormTitle>
      <p class="message message-wait">{k.once}</p>
      <p>
        <code class="secret">{made.key}</code>
      </p>
      <p class="actions">
        <CopyButton label={k.copy} text={() => made.key} />
      </p>
      <FactList
        facts={[
          [k.sources, made.sources.join(', ')],
          [k.expires, formatTime(made.expiresAt)],
          [k.note, made.note],
        ]}
      />
      <a class="go" href={href('/admin/api-nycklar')}>
        {k.toList}
      </a>
    </section>
  );
}

function KeyForm({ onMade }: { onMade: (made: Made) => void }) {
  const { keys: k, common: c } = adminWords.useWords();
  const { text } = useLanguage();
  const href = useHref();
  const { busy, failure, act } = useAct();
  const known = useFresh<Page<Source>>(apiUrl('/sources', { limit: 1000 }));
  const [sources, setSources] = useState<readonly string[]>([]);
  const [days, setDays] = useState('365');
  const [note, setNote] = useState('');
  const [attempt, setAttempt] = useState(0);
  const own = Object.fromEntries(
    Object.entries(keyFaults(sources, days)).map(([field, fault]) => [field, k.faults[fault]]),
  );
  const faults = attempt > 0 ? { ...toldBy(failure, text), ...own } : {};
  const choose = (id: string, on: boolean) =>
    setSources((old) => (on ? [...old, id] : old.filter((one) => one !== id)));
  const submit = async (event: Event) => {
    event.preventDefault();
    setAttempt(attempt + 1);
    if (Object.keys(own).length > 0) return;
    const body = { sources, days: daysIn(days), note: note.trim() };
    const sent = await act<Made>('POST', apiUrl('/keys'), { body });
    if (sent) onMade(sent.data);
    else setAttempt(attempt + 2);
  };
  const items = [...(known.data?.items ?? [])].sort((a, b) =>
    compareNames(text(a.name), text(b.name)),
  );
  return (
    <form class="stack" onSubmit={submit} noValidate>
      <Top
        faults={faults}
        attempt={attempt}
        failure={failure}
        labels={{ sources: k.sources, days: k.days, note: k.note }}
      />
      {known.error && <ErrorMessage error={known.error} onRetry={known.again} />}
      <fieldset
        id="sources"
        class="choices"
        tabIndex={-1}
        aria-describedby={faults['sources'] ? 'sources-error' : undefined}
      >
        <legend>{k.which}</legend>
        {items.map((source) => (
          <label key={source.id} class="choice">
            <input
              type="checkbox"
              checked={sources.includes(source.id)}
              onChange={(event) => choose(source.id, event.currentTarget.checked)}
            />
            <span>
              {text(source.name)} <code class="small">{source.id}</code>
            </span>
          </label>
        ))}
        {faults['sources'] && (
          <span class="field-error" id="sources-error">
            {faults['sources']}
          </span>
        )}
      </fieldset>
      <FormField
        id="days"
        label={k.days}
        hint={k.daysHint}
        value={days}
        error={faults['days'] ?? null}
        onInput={setDays}
      />
      <FormField
        id="note"
        label={k.note}
        hint={k.noteHint}
        value={note}
        error={faults['note'] ?? null}
        onInput={setNote}
      />
      <p class="actions">
        <button type="submit" class="primary" disabled={busy}>
          {busy ? c.saving : k.create}
        </button>
        <a class="button" href={href('/admin/api-nycklar')}>
          {c.cancel}
        </a>
      </p>
    </form>
  );
}
