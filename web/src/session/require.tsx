import type { ComponentChildren } from 'preact';
import { useReference } from '../api/reference';
import type { Permission } from '../api/session-types';
import { PageHead } from '../components/page-head';
import { Pending } from '../components/pending';
import { useLanguage } from '../i18n/language';
import { address } from '../routing/address';
import { useHref, useRouter } from '../routing/location';
import { may, useSession } from './session';
import { sessionWords } from './words';

/** Where signing in leads back to: this page as it stands. */
export function useSignInHref(): string {
  const { path, query } = useRouter();
  const href = useHref();
  const rest = new URLSearchParams(query);
  rest.delete('lang');
  const till = path + (rest.size > 0 ? `?${rest}` : '');
  return href(address('/logga-in', { till }));
}

/** Shows the page to those who may see it, and tells the others what they need. */
export function Require({
  permission,
  title,
  children,
}: {
  permission: Permission;
  title: string;
  children: ComponentChildren;
}) {
  const { session } = useSession();
  if (session === undefined) return <Pending shape="page" />;
  if (may(session, permission)) return <>{children}</>;
  return (
    <sessionWords.Words>
      <Refused title={title} />
    </sessionWords.Words>
  );
}

/** The same for a page whose title is in words of its own part of the site. */
export function RequireNamed<W>({
  useWords,
  permission,
  title,
  children,
}: {
  useWords: () => W;
  permission: Permission;
  title: (words: W) => string;
  children: ComponentChildren;
}) {
  const words = useWords();
  return (
    <Require permission={permission} title={title(words)}>
      {children}
    </Require>
  );
}

function Refused({ title }: { title: string }) {
  const w = sessionWords.useWords();
  const { text } = useLanguage();
  const { session } = useSession();
  const { info } = useReference();
  const signIn = useSignInHref();
  return (
    <>
      <PageHead title={title} />
      <div class="message">
        <p class="message-title">{session ? w.denied : w.needed}</p>
        <p>
          {session
            ? w.deniedText(session.user.roleName ? text(session.user.roleName) : session.user.role)
            : info.signIn
              ? w.neededText
              : w.off}
        </p>
        {!session && info.signIn && (
          <p>
            <a class="button primary" href={signIn}>
              {w.submit}
            </a>
          </p>
        )}
      </div>
    </>
  );
}
