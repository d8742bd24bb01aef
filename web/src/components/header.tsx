import { useReference } from '../api/reference';
import { useLanguage } from '../i18n/language';
import { useHref, useRouter } from '../routing/location';
import { SearchBox } from './search-box';

const MENU = [
  ['/', 'overview'],
  ['/nyckeltal', 'figures'],
  ['/jamfor', 'compare'],
  ['/data', 'data'],
] as const;

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
  const current = (to: string) =>
    to === '/' ? path === '/' : path === to || path.startsWith(`${to}/`);
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
      </div>
      <nav class="wrap menu" aria-label={t.menu.label}>
        <ul>
          {MENU.map(([to, name]) => (
            <li key={to}>
              <a href={href(to)} aria-current={current(to) ? 'page' : undefined}>
                {t.menu[name]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </header>
  );
}
