import { useRef, useState } from 'preact/hooks';
import type { ApiError } from '../api/client';
import type { Session } from '../api/session-types';
import { useReference } from '../api/reference';
import { FormField } from '../components/form-field';
import { PageHead } from '../components/page-head';
import { Pending } from '../components/pending';
import { useLanguage } from '../i18n/language';
import { useHref, useRouter } from '../routing/location';
import { signIn, signInElsewhere, signInWays } from '../session/ask';
import { may, useSession } from '../session/session';
import { sessionWords } from '../session/words';

/** Only addresses of this site: nobody is sent elsewhere after having given a password. */
export const placeAfter = (till: string | null, home = '/import'): string =>
  till && /^\/(?![/\\])/.test(till) ? till : home;

/** Where somebody's work is who came to sign in and nothing else. */
const homeOf = (session: Session | null): string => (may(session, 'plan.edit') ? '/att-gora' : '/import');

/** Signing in; it leads back to where one came from. */
export function SignIn() {
  return (
    <sessionWords.Words>
      <SignInPage />
    </sessionWords.Words>
  );
}

function SignInPage() {
  const w = sessionWords.useWords();
  const { info } = useReference();
  const { query } = useRouter();
  const href = useHref();
  const { session } = useSession();
  const till = query.get('till');
  return (
    <div class="narrow">
      <PageHead title={w.title}>
        <p class="lead">{w.lead}</p>
      </PageHead>
      {!info.signIn ? (
        <p class="message">{w.off}</p>
      ) : session === undefined ? (
        <Pending shape="lines" />
      ) : session ? (
        <div class="message">
          <p>{w.already(session.user.displayName || session.user.name)}</p>
          <a class="go" href={href(placeAfter(till, homeOf(session)))}>
            {w.goOnTo}
          </a>
        </div>
      ) : (
        <Ways till={till} refused={query.get('fel')} />
      )}
    </div>
  );
}

/** The ways there are: another system's word first, where there is one. */
function Ways({ till, refused }: { till: string | null; refused: string | null }) {
  const w = sessionWords.useWords();
  const href = useHref();
  const ways = signInWays.value;
  const elsewhere = (['oidc', 'proxy'] as const).filter((way) => ways?.[way]);
  const isKnown = refused !== null && Object.hasOwn(w.refused, refused);
  const why = isKnown ? (refused as keyof typeof w.refused) : null;
  return (
    <>
      {why && (
        <p class="message message-error" role="alert">
          {w.refused[why]}
        </p>
      )}
      {elsewhere.map((way) => (
        <p key={way}>
          <a class="button primary" href={signInElsewhere(way, href(placeAfter(till)))}>
            {w.with(ways?.[way]?.name ?? '')}
          </a>
        </p>
      ))}
      {elsewhere.length > 0 && <h2>{w.orPassword}</h2>}
      <Form till={till} />
    </>
  );
}

function Form({ till }: { till: string | null }) {
  const w = sessionWords.useWords();
  const { lang, t } = useLanguage();
  const { go } = useRouter();
  const { setSession } = useSession();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const wordsFor = ({ status, message }: ApiError) =>
    status === 401 || status === 403
      ? w.wrong
      : status === 429
        ? w.tooMany
        : status === 0
          ? t.error.offline
          : message || t.error.failed;
  const submit = async (event: Event) => {
    event.preventDefault();
    setAsked(true);
    if (!name.trim() || !password) {
      form.current?.querySelector<HTMLInputElement>('input:placeholder-shown')?.focus();
      return;
    }
    setBusy(true);
    setFailure(null);
    try {
      const session = await signIn(name.trim(), password, lang);
      setSession(session);
      go(placeAfter(till, homeOf(session)), { replace: true });
    } catch (error) {
      setFailure(wordsFor(error as ApiError));
      setPassword('');
      setBusy(false);
    }
  };
  return (
    <form class="card stack" ref={form} onSubmit={submit} noValidate>
      {failure && (
        <p class="message message-error" role="alert">
          {failure}
        </p>
      )}
      <FormField
        label={w.name}
        value={name}
        autocomplete="username"
        error={asked && !name.trim() ? w.missingName : null}
        onInput={setName}
      />
      <FormField
        label={w.password}
        type="password"
        value={password}
        autocomplete="current-password"
        error={asked && !password && !failure ? w.missingPassword : null}
        onInput={setPassword}
      />
      <button type="submit" class="primary" disabled={busy}>
        {busy ? w.working : w.submit}
      </button>
      <p class="small">{w.help}</p>
    </form>
  );
}
