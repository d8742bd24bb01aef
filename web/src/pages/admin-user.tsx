import { useState } from 'preact/hooks';
import { Top } from '../admin/form-top';
import { AdminHead, AdminPage } from '../admin/frame';
import { Done } from '../admin/note';
import { PasswordForm } from '../admin/password-form';
import { RoleFields } from '../admin/role-fields';
import { toldBy, useAct } from '../admin/use-act';
import { adminWords } from '../admin/words';
import type { Account, RoleName } from '../api/admin-types';
import { apiUrl } from '../api/client';
import { useFresh } from '../api/use-fresh';
import { ErrorMessage } from '../components/error-message';
import { FactList } from '../components/fact-list';
import { FormField } from '../components/form-field';
import { Pending } from '../components/pending';
import { Tag } from '../components/tag';
import { formatTime } from '../format/date';
import { useLanguage } from '../i18n/language';
import { rightsFaults } from '../model/account-form';
import { FormTitle } from '../plan/form-parts';

/** S15: one account, and what can be done with it. */
export function User({ name }: { name: string }) {
  return (
    <AdminPage area="users" permission="user.manage">
      <UserPage name={name} />
    </AdminPage>
  );
}

type Step = 'look' | 'edit' | 'password' | 'block' | 'unblock';

function UserPage({ name }: { name: string }) {
  const { users: u } = adminWords.useWords();
  const url = apiUrl(`/users/${encodeURIComponent(name)}`);
  const { data, etag, error, again } = useFresh<Account>(url);
  const { busy, failure, act } = useAct();
  const [step, setStep] = useState<Step>('look');
  const [said, setSaid] = useState('');
  const end = (words: string) => (saved: boolean) => {
    setStep('look');
    setSaid(saved ? words : '');
    again();
  };
  const open = (next: Step) => () => {
    setSaid('');
    setStep(next);
  };
  const post = async (what: string, words: string) => {
    if (await act('POST', `${url}/${what}`, { body: {} })) end(words)(true);
  };
  return (
    <div class="narrow">
      <AdminHead area="users" title={data?.displayName ?? name} />
      {error && <ErrorMessage error={error} onRetry={again} />}
      {!data && !error && <Pending shape="lines" />}
      {said && <Done key={said}>{said}</Done>}
      {failure && <ErrorMessage error={failure} />}
      {data && step !== 'block' && <About user={data} />}
      {data && step === 'look' && (
        <p class="actions">
          {!data.blocked && !data.issuer && (
            <button type="button" class="primary" onClick={open('edit')}>
              {u.edit}
            </button>
          )}
          {!data.blocked && !data.issuer && (
            <button type="button" onClick={open('password')}>
              {u.newPassword}
            </button>
          )}
          {!data.blocked && (
            <button type="button" disabled={busy} onClick={() => post('sign-out', u.signedOut)}>
              {u.signOut}
            </button>
          )}
          {!data.blocked && !data.you && (
            <button type="button" onClick={open('block')}>
              {u.block}
            </button>
          )}
          {data.blocked && (
            <button
              type="button"
              class="primary"
              disabled={busy}
              onClick={data.issuer ? () => post('unblock', u.unblocked) : open('unblock')}
            >
              {u.unblock}
            </button>
          )}
        </p>
      )}
      {data && step === 'edit' && (
        <Edit user={data} etag={etag} url={url} onStale={again} onDone={end(u.saved)} />
      )}
      {step === 'password' && (
        <PasswordForm
          title={u.newPassword}
          lead={u.newPasswordLead}
          url={`${url}/password`}
          onDone={end(u.passwordSet)}
        />
      )}
      {step === 'unblock' && (
        <PasswordForm
          title={u.unblock}
          lead={u.unblockLead}
          url={`${url}/unblock`}
          onDone={end(u.unblocked)}
        />
      )}
      {data && step === 'block' && <Block user={data} url={url} onDone={end(u.isBlocked)} />}
    </div>
  );
}

function About({ user }: { user: Account }) {
  const { users: u, common: c } = adminWords.useWords();
  const { text } = useLanguage();
  return (
    <>
      {user.issuer && <p class="message">{u.managed(user.issuer)}</p>}
      {user.you && <p class="message">{u.own}</p>}
      <FactList
        facts={[
          [u.account, <code key="name">{user.name}</code>],
          [
            c.state,
            <Tag key="state" kind={user.blocked ? 'off' : 'good'}>
              {user.blocked ? u.blocked : u.open}
            </Tag>,
          ],
          [u.role, text(user.roleName)],
          [u.unit, user.orgUnit ?? c.none],
          [u.signIn, u.ways[user.signIn]],
          [u.lastLogin, user.lastLoginAt ? formatTime(user.lastLoginAt) : c.never],
          [u.sessions, String(user.sessions)],
          [u.created, formatTime(user.createdAt)],
          [u.passwordAt, user.passwordAt && !user.blocked && formatTime(user.passwordAt)],
        ]}
      />
    </>
  );
}

function Edit({
  user,
  etag,
  url,
  onStale,
  onDone,
}: {
  user: Account;
  etag: string | null;
  url: string;
  onStale: () => void;
  onDone: (saved: boolean) => void;
}) {
  const { users: u, common: c } = adminWords.useWords();
  const { text } = useLanguage();
  const { busy, failure, act } = useAct();
  const [displayName, setDisplayName] = useState(user.displayName);
  const [role, setRole] = useState<RoleName>(user.role);
  const [orgUnit, setOrgUnit] = useState(user.orgUnit ?? '');
  const [attempt, setAttempt] = useState(0);
  const own = Object.fromEntries(
    Object.entries(rightsFaults({ role, orgUnit })).map(([field, fault]) => [
      field,
      u.faults[fault],
    ]),
  );
  const faults = attempt > 0 ? { ...toldBy(failure, text), ...own } : {};
  const isOther = role !== user.role || orgUnit !== (user.orgUnit ?? '');
  const submit = async (event: Event) => {
    event.preventDefault();
    setAttempt(attempt + 1);
    if (Object.keys(own).length > 0) return;
    const saved = await act('PUT', url, {
      body: { displayName: displayName.trim(), role, orgUnit },
      headers: { 'If-Match': etag ?? '' },
    });
    if (saved) onDone(true);
    else {
      setAttempt(attempt + 2);
      onStale();
    }
  };
  return (
    <form class="card stack" onSubmit={submit} noValidate>
      <FormTitle level="h2">{u.edit}</FormTitle>
      <Top
        faults={faults}
        attempt={attempt}
        failure={failure}
        labels={{ displayName: u.displayName, role: u.role, orgUnit: u.unit }}
      />
      <FormField
        id="displayName"
        label={u.displayName}
        value={displayName}
        error={faults['displayName'] ?? null}
        onInput={setDisplayName}
      />
      <RoleFields
        role={role}
        unit={orgUnit}
        faults={faults}
        locked={user.you}
        onRole={setRole}
        onUnit={setOrgUnit}
      />
      {isOther && !user.you && <p class="message">{u.willSignOut}</p>}
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

/** The answers to check before somebody is shut out. */
function Block({
  user,
  url,
  onDone,
}: {
  user: Account;
  url: string;
  onDone: (saved: boolean) => void;
}) {
  const { users: u, common: c } = adminWords.useWords();
  const { busy, failure, act } = useAct();
  const block = async () => {
    if (await act('POST', `${url}/block`, { body: {} })) onDone(true);
  };
  return (
    <section class="card stack">
      <FormTitle level="h2">{u.blockTitle(user.displayName)}</FormTitle>
      {failure && <ErrorMessage error={failure} />}
      <p>{u.blockWhat}</p>
      <ul class="bulleted">
        {u.blockFacts.map((fact, index) => (
          <li key={fact}>{index === 1 && user.issuer ? u.blockProvider : fact}</li>
        ))}
      </ul>
      <p class="actions">
        <button type="button" class="primary danger" disabled={busy} onClick={block}>
          {busy ? c.saving : u.confirmBlock}
        </button>
        <button type="button" class="quiet" onClick={() => onDone(false)}>
          {c.cancel}
        </button>
      </p>
    </section>
  );
}
