import { forget } from '../api/client';
import { send, type Sent } from '../api/send';
import { sessionToken, type Session, type SignInWays } from '../api/session-types';

const URL = '/api/v1/session';

type Answer = (Session | { user: null }) & { signIn?: SignInWays };

/** In what ways one can sign in here, once the server has been asked who is signed in. */
export const signInWays: { value: SignInWays | null } = { value: null };

/** Where signing in by another system begins: an address that leaves these pages. */
export const signInElsewhere = (way: 'oidc' | 'proxy', till: string): string =>
  `${URL}/${way === 'oidc' ? 'oidc/start' : 'proxy'}?till=${encodeURIComponent(till)}`;

function taken({ data }: Sent<Answer>): Session | null {
  signInWays.value = data.signIn ?? null;
  const session = data.user ? data : null;
  sessionToken.value = session?.csrfToken ?? null;
  return session;
}

export const askSession = async (): Promise<Session | null> =>
  taken(await send<Answer>('GET', URL));

export async function signIn(
  name: string,
  password: string,
  language: string,
): Promise<Session | null> {
  const answer = await send<Answer>('POST', URL, { body: { name, password }, language });
  forget();
  return taken(answer);
}

/** Asking who one is does not keep the session alive; reading something does. */
export async function prolong({ may }: Session): Promise<Session | null> {
  const readable = may.includes('import.read')
    ? '/api/v1/imports?limit=1'
    : may.includes('source.read')
      ? '/api/v1/sources?limit=1'
      : '/api/v1/targets';
  await send('GET', readable);
  return askSession();
}

/** Ends the session; even when the server does not answer, this page no longer acts for anyone. */
export async function signOut(): Promise<void> {
  await send('DELETE', URL).catch(() => undefined);
  sessionToken.value = null;
  forget();
}
