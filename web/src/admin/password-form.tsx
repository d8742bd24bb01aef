import { useState } from 'preact/hooks';
import { FormField } from '../components/form-field';
import { useLanguage } from '../i18n/language';
import { passwordFaults } from '../model/account-form';
import { FormTitle } from '../plan/form-parts';
import { Top } from './form-top';
import { toldBy, useAct } from './use-act';
import { adminWords } from './words';

/** A new password, typed twice; one's own needs the old one too. */
export function PasswordForm({
  title,
  lead,
  url,
  own = false,
  onDone,
}: {
  title: string;
  lead: string;
  /** Where it is sent. */
  url: string;
  /** Whoever types is whose password it is. */
  own?: boolean;
  onDone: (saved: boolean) => void;
}) {
  const { users: u, common: c } = adminWords.useWords();
  const { text } = useLanguage();
  const { busy, failure, act } = useAct();
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [current, setCurrent] = useState('');
  const [attempt, setAttempt] = useState(0);
  const found = Object.fromEntries(
    Object.entries(passwordFaults(password, again)).map(([field, fault]) => [
      field,
      u.faults[fault],
    ]),
  );
  if (own && current === '') found['current'] = u.faults.current;
  const faults = attempt > 0 ? { ...toldBy(failure, text), ...found } : {};
  const submit = async (event: Event) => {
    event.preventDefault();
    setAttempt(attempt + 1);
    if (Object.keys(found).length > 0) return;
    const body = own ? { current, password } : { password };
    if (await act('POST', url, { body })) onDone(true);
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
        labels={{ current: u.current, password: u.password, again: u.again }}
      />
      {own && (
        <FormField
          id="current"
          type="password"
          label={u.current}
          autocomplete="current-password"
          value={current}
          error={faults['current'] ?? null}
          onInput={setCurrent}
        />
      )}
      <FormField
        id="password"
        type="password"
        label={own ? u.newPassword : u.password}
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
