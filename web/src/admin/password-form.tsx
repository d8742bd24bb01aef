import { useState } from 'preact/hooks';
import { FormField } from '../components/form-field';
import { useLanguage } from '../i18n/language';
import { passwordFaults } from '../model/account-form';
import { FormTitle } from '../plan/form-parts';
import { Top } from './form-top';
import { toldBy, useAct } from './use-act';
import { adminWords } from './words';

/** A new password, typed twice. */
export function PasswordForm({
  title,
  lead,
  url,
  onDone,
}: {
  title: string;
  lead: string;
  /** Where it is sent. */
  url: string;
  onDone: (saved: boolean) => void;
}) {
  const { users: u, common: c } = adminWords.useWords();
  const { text } = useLanguage();
  const { busy, failure, act } = useAct();
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [attempt, setAttempt] = useState(0);
  const own = Object.fromEntries(
    Object.entries(passwordFaults(password, again)).map(([field, fault]) => [
      field,
      u.faults[fault],
    ]),
  );
  const faults = attempt > 0 ? { ...toldBy(failure, text), ...own } : {};
  const submit = async (event: Event) => {
    event.preventDefault();
    setAttempt(attempt + 1);
    if (Object.keys(own).length > 0) return;
    if (await act('POST', url, { body: { password } })) onDone(true);
    else setAttempt(attempt + 2);
  };
  return (
    <form class="card stack" onSubmit={submit} noValidate>
      <FormTitle level="h2">{title}</FormTitle>
      <p>{lead}</p>
      <Top
        faults={faults}
        attempt={attempt}
        failure={failure}
        labels={{ password: u.password, again: u.again }}
      />
      <FormField
        id="password"
        type="password"
        label={u.password}
        hint={u.passwordHint}
        autocomplete="new-password"
        value={password}
        error={faults['password'] ?? null}
        onInput={setPassword}
      />
      <FormField
        id="again"
        type="password"
        label={u.again}
        autocomplete="new-password"
        value={again}
        error={faults['again'] ?? null}
        onInput={setAgain}
      />
      <p class="actions">
        <button type="submit" class="primary" disabled={busy}>
          {busy ? c.saving : c.save}
        </button>
        <button type="button" class="quiet" onClick={() => onDone(false)}>
          {c.cancel}
        </button>
      </p>
    </form>
  );
}
