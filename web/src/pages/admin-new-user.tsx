import { useState } from 'preact/hooks';
import { Top } from '../admin/form-top';
import { AdminHead, AdminPage } from '../admin/frame';
import { RoleFields } from '../admin/role-fields';
import { toldBy, useAct } from '../admin/use-act';
import { adminWords } from '../admin/words';
import type { Account } from '../api/admin-types';
import { apiUrl } from '../api/client';
import { FactList } from '../components/fact-list';
import { FormField } from '../components/form-field';
import { useLanguage } from '../i18n/language';
import { accountFaults, EMPTY_ACCOUNT, type AccountForm } from '../model/account-form';
import { FormTitle } from '../plan/form-parts';
import { address } from '../routing/address';
import { useHref, useRouter } from '../routing/location';

/** S15: a new local account, with its answers to check before it is there. */
export function NewUser() {
  return (
    <AdminPage area="users" permission="user.manage">
      <NewUserPage />
    </AdminPage>
  );
}

function NewUserPage() {
  const { users: u, common: c } = adminWords.useWords();
  const { text } = useLanguage();
  const { go } = useRouter();
  const href = useHref();
  const { busy, failure, act, clear } = useAct();
  const [form, setForm] = useState(EMPTY_ACCOUNT);
  const [checked, setChecked] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const set = (part: Partial<AccountForm>) => setForm((old) => ({ ...old, ...part }));
  const own = Object.fromEntries(
    Object.entries(accountFaults(form)).map(([field, fault]) => [field, u.faults[fault]]),
  );
  const faults = attempt > 0 ? { ...toldBy(failure, text), ...own } : {};
  const labels = {
    name: u.account,
    displayName: u.displayName,
    role: u.role,
    orgUnit: u.unit,
    password: u.password,
    again: u.again,
  };
  const check = (event: Event) => {
    event.preventDefault();
    clear();
    setAttempt(attempt + 1);
    if (Object.keys(own).length === 0) setChecked(true);
  };
  const create = async () => {
    const { name, displayName, role, orgUnit, password } = form;
    const body = { name: name.trim(), displayName: displayName.trim(), role, orgUnit, password };
    const made = await act<Account>('POST', apiUrl('/users'), { body });
    if (made) return go(address('/admin/anvandare', { tillagd: made.data.name }));
    setChecked(false);
    return setAttempt(attempt + 1);
  };
  if (checked)
    return (
      <div class="narrow">
        <AdminHead area="users" title={u.addTitle} />
        <FormTitle level="h2">{c.check}</FormTitle>
        <FactList
          facts={[
            [u.account, <code key="name">{form.name.trim().toLowerCase()}</code>],
            [u.displayName, form.displayName.trim() || form.name.trim()],
            [u.role, form.role && u.roles[form.role][0]],
            [u.unit, form.orgUnit || u.noUnit],
            [u.password, '••••••••'],
          ]}
        />
        <p class="actions">
          <button type="button" class="primary" disabled={busy} onClick={create}>
            {busy ? c.saving : u.create}
          </button>
          <button type="button" class="quiet" onClick={() => setChecked(false)}>
            {c.change}
          </button>
        </p>
      </div>
    );
  return (
    <div class="narrow">
      <AdminHead area="users" title={u.addTitle}>
        <p class="lead">{u.addLead}</p>
      </AdminHead>
      <form class="stack" onSubmit={check} noValidate>
        <Top faults={faults} attempt={attempt} failure={failure} labels={labels} />
        <FormField
          id="name"
          label={u.account}
          hint={u.nameHint}
          value={form.name}
          error={faults['name'] ?? null}
          onInput={(name) => set({ name })}
        />
        <FormField
          id="displayName"
          label={u.displayName}
          value={form.displayName}
          error={faults['displayName'] ?? null}
          onInput={(displayName) => set({ displayName })}
        />
        <RoleFields
          role={form.role}
          unit={form.orgUnit}
          faults={faults}
          onRole={(role) => set({ role })}
          onUnit={(orgUnit) => set({ orgUnit })}
        />
        <FormField
          id="password"
          type="password"
          label={u.password}
          hint={u.passwordHint}
          autocomplete="new-password"
          value={form.password}
          error={faults['password'] ?? null}
          onInput={(password) => set({ password })}
        />
        <FormField
          id="again"
          type="password"
          label={u.again}
          autocomplete="new-password"
          value={form.again}
          error={faults['again'] ?? null}
          onInput={(again) => set({ again })}
        />
        <p class="actions">
          <button type="submit" class="primary">
            {c.next}
          </button>
          <a class="button" href={href('/admin/anvandare')}>
            {c.cancel}
          </a>
        </p>
      </form>
    </div>
  );
}
