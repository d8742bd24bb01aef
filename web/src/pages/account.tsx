// The roles repeat the elements: browsers may forget them when narrow windows show rows as cards.
/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role */
import { useState } from 'preact/hooks';
import type { ApiError } from '../api/client';
import { send } from '../api/send';
import type { Login, Logins, Session } from '../api/session-types';
import { useFresh } from '../api/use-fresh';
import { Done } from '../admin/note';
import { PasswordForm } from '../admin/password-form';
import { adminWords } from '../admin/words';
import { CardTable, head } from '../components/card-table';
import { ErrorMessage } from '../components/error-message';
import { FactList } from '../components/fact-list';
import { PageHead } from '../components/page-head';
import { Pending } from '../components/pending';
import { Tag } from '../components/tag';
import { formatTime } from '../format/date';
import { useLanguage } from '../i18n/language';
import { planWords } from '../plan/words';
import { RequireNamed } from '../session/require';
import { useSession } from '../session/session';
import { sessionWords } from '../session/words';

const LOGINS = '/api/v1/sessions';

const useWords = () => sessionWords.useWords().account;

/** One's own account: a new password, and where one is signed in. */
export function AccountPage() {
  return (
    <sessionWords.Words>
      <RequireNamed useWords={useWords} permission="account.own" title={(w) => w.title}>
        <planWords.Words>
          <adminWords.Words>
            <Page />
          </adminWords.Words>
        </planWords.Words>
      </RequireNamed>
    </sessionWords.Words>
  );
}

function Page() {
  const w = useWords();
  const { session } = useSession();
  const { data, error, again } = useFresh<Logins>(LOGINS);
  return (
    <div class="narrow">
      <PageHead title={w.title} />
      {session && <About session={session} />}
      {error && <ErrorMessage error={error} onRetry={again} />}
      {!data && !error && <Pending shape="lines" />}
      {data && <Password here={data.hasPassword} onChanged={again} />}
      {data && <LoginsPart logins={data.items} again={again} />}
    </div>
  );
}

function About({ session: { user } }: { session: Session }) {
  const w = useWords();
  const { text } = useLanguage();
  return (
    <FactList
      facts={[
        [w.name, <code key="name">{user.name}</code>],
        [w.role, user.roleName ? text(user.roleName) : user.role],
        [w.unit, user.orgUnit],
      ]}
    />
  );
}

function Password({ here, onChanged }: { here: boolean; onChanged: () => void }) {
  const w = useWords();
  const [step, setStep] = useState<'look' | 'change' | 'changed'>('look');
  if (!here) return <p class="message">{w.elsewhere}</p>;
  if (step === 'change')
    return (
      <PasswordForm
        own
        title={w.change}
        lead={w.changeLead}
        url="/api/v1/session/password"
        onDone={(saved) => {
          setStep(saved ? 'changed' : 'look');
          if (saved) onChanged();
        }}
      />
    );
  return (
    <>
      {step === 'changed' && <Done>{w.changed}</Done>}
      <p class="actions">
        <button type="button" onClick={() => setStep('change')}>
          {w.change}
        </button>
      </p>
    </>
  );
}

function LoginsPart({ logins, again }: { logins: readonly Login[]; again: () => void }) {
  const w = useWords();
  const { lang } = useLanguage();
  const [said, setSaid] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const end = async (url: string, words: string) => {
    setBusy(true);
    setError(null);
    setSaid('');
    try {
      await send('DELETE', url, { language: lang });
      setSaid(words);
      again();
    } catch (problem) {
      setError(problem as ApiError);
    }
    setBusy(false);
  };
  return (
    <div class="section">
      <h2>{w.logins}</h2>
      <p>{w.loginsLead}</p>
      {said && <Done key={said}>{said}</Done>}
      {error && <ErrorMessage error={error} />}
      <CardTable
        label={w.logins}
        kind="logins"
        heads={[head(w.since), head(w.seen), head(w.until), { name: w.what, silent: true }]}
      >
        {logins.map((login) => (
          <tr key={login.id} role="row">
            <td role="cell" data-label={w.since}>
              {formatTime(login.createdAt)}
            </td>
            <td role="cell" data-label={w.seen}>
              {formatTime(login.seenAt)}
            </td>
            <td role="cell" data-label={w.until}>
              {formatTime(login.expiresAt)}
            </td>
            <td role="cell">
              {login.current ? (
                <Tag kind="good">{w.here}</Tag>
              ) : (
                <button
                  type="button"
                  class="quiet"
                  disabled={busy}
                  aria-label={w.endThis(formatTime(login.createdAt))}
                  onClick={() => end(`${LOGINS}/${login.id}`, w.ended)}
                >
                  {w.end}
                </button>
              )}
            </td>
          </tr>
        ))}
      </CardTable>
      {logins.length > 1 && (
        <p class="actions">
          <button type="button" disabled={busy} onClick={() => end(LOGINS, w.othersEnded)}>
            {w.endOthers}
          </button>
        </p>
      )}
    </div>
  );
}
