import { useEffect, useRef } from 'preact/hooks';
import { useReference } from '../api/reference';
import type { Session } from '../api/session-types';
import { useLanguage } from '../i18n/language';
import { lazy } from '../lazy';
import { useHref, useRouter } from '../routing/location';
import { may, useSession } from '../session/session';
import { SearchBox } from './search-box';

const ToDoLink = lazy(() => import('../plan/to-do-link').then((part) => part.ToDoLink), 'none');

const MENU = [
  ['/', 'overview'],
  ['/nyckeltal', 'figures'],
  ['/jamfor', 'compare'],
  ['/handlingsplan', 'plan'],
  ['/rapport', 'reports'],
  ['/data', 'data'],
] as const;
/** For those who are signed in and may read what is there. */
function inner(session: Session | null | undefined) {
  const found: (readonly [string, 'imports' | 'admin' | 'account'])[] = [];
  if (may(session, 'import.read')) found.push(['/import', 'imports']);
  else if (may(session, 'import.send')) found.push(['/import/ny', 'imports']);
  if (may(session, 'source.read')) found.push(['/admin', 'admin']);
  if (may(session, 'account.own')) found.push(['/konto', 'account']);
  return found;
}

function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">
      <rect width="32" height="32" rx="6" />
      <path d="M8 8h16v4H8zM8 14h11v4H8zM8 20h6v4H8z" />
    </svg>
  );
}

/** The same address in the other language. */
function otherLanguage(path: string, query: URLSearchParams, english: boolean): string {
  const parts = query
    .toString()
    .split('&')
    .filter((part) => part && !part.startsWith('lang='));
  if (!english) parts.push('lang=en');
  return parts.length > 0 ? `${path}?${parts.join('&').replaceAll('%2C', ',')}` : path;
}

export function Header() {
  const { t, lang } = useLanguage();
  const { info } = useReference();
  const { path, query } = useRouter();
  const href = useHref();
  const { session } = useSession();
  const menu = [...MENU, ...inner(session)];
  const current = (to: string) =>
    to === '/' ? path === '/' : path === to || path.startsWith(`${to}/`);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    // On a phone the line of the menu is wider than the screen: the page one is on stays in view.
    const here = list.current?.querySelector<HTMLElement>('[aria-current]');
    if (list.current && here) {
      list.current.scrollLeft = here.offsetLeft - (list.current.clientWidth - here.offsetWidth) / 2;
    }
  }, [path, menu.length]);
  return (
    <header class="site-header">
      <div class="wrap header-row">
        <a class="brand" href={href('/')}>
          <Mark />
          <span>{info.site.name}</span>
        </a>
        <SearchBox />
        <a
          class="language"
          lang={lang === 'sv' ? 'en' : 'sv'}
          data-language="other"
          href={otherLanguage(path, query, lang === 'en')}
          hreflang={lang === 'sv' ? 'en' : 'sv'}
        >
          {t.language.other}
        </a>
        {info.signIn && <SignInOut />}
      </div>
      <nav class="wrap menu" aria-label={t.menu.label}>
        <ul ref={list}>
          {menu.map(([to, name]) => (
            <li key={to}>
              <a href={href(to)} aria-current={current(to) ? 'page' : undefined}>
                {t.menu[name]}
              </a>
            </li>
          ))}
          {may(session, 'plan.edit') && (
            <li>
              <ToDoLink />
            </li>
          )}
        </ul>
      </nav>
    </header>
  );
}

function SignInOut() {
  const { t } = useLanguage();
  const { path, go } = useRouter();
  const href = useHref();
  const { session, setSession } = useSession();
  const leave = () =>
    import('../session/ask')
      .then((part) => part.signOut())
      .then(() => {
        setSession(null);
        go('/');
      });
  return (
    <span class="sign-in">
      {session ? (
        <button type="button" class="quiet" title={session.user.displayName} onClick={leave}>
          {t.signOut}
        </button>
      ) : (
        <a href={href(path === '/logga-in' ? path : `/logga-in?till=${path}`)}>{t.signIn}</a>
      )}
    </span>
  );
}
