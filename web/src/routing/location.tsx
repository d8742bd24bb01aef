import { createContext, type ComponentChildren } from 'preact';
import { useCallback, useContext, useEffect, useMemo, useState } from 'preact/hooks';
import { withLanguage } from './address';

export interface Place {
  path: string;
  query: URLSearchParams;
}
interface Router extends Place {
  go: (href: string, options?: { replace?: boolean }) => void;
}

const Context = createContext<Router | null>(null);
const here = (): Place => ({
  path: window.location.pathname,
  query: new URLSearchParams(window.location.search),
});

/** Links that the pages answer themselves; the rest are left to the browser. */
export function isOwnLink(anchor: HTMLAnchorElement, event: MouseEvent): boolean {
  if (event.defaultPrevented || event.button !== 0) return false;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return false;
  if (anchor.target || anchor.hasAttribute('download')) return false;
  const url = new URL(anchor.href, window.location.href);
  if (url.origin !== window.location.origin) return false;
  if (url.hash && url.pathname === window.location.pathname) return false;
  return !/^\/(api|enkel|assets|datasets)(\/|$)/.test(url.pathname);
}

export function LocationProvider({ children }: { children: ComponentChildren }) {
  const [place, setPlace] = useState(here);
  const go = useCallback((href: string, options: { replace?: boolean } = {}) => {
    const kept = withLanguage(href, new URLSearchParams(window.location.search).get('lang'));
    const before = window.location.pathname;
    if (options.replace) window.history.replaceState(null, '', kept);
    else window.history.pushState(null, '', kept);
    setPlace(here());
    if (window.location.pathname !== before) window.scrollTo(0, 0);
  }, []);
  useEffect(() => {
    const changed = () => setPlace(here());
    const clicked = (event: MouseEvent) => {
      const anchor = (event.target as Element | null)?.closest('a');
      if (!anchor?.href || !isOwnLink(anchor, event)) return;
      event.preventDefault();
      const url = new URL(anchor.href);
      // A link that names its language (the language switch) is taken as it is.
      if (anchor.dataset['language']) {
        window.history.pushState(null, '', url.pathname + url.search);
        setPlace(here());
      } else {
        go(url.pathname + url.search);
      }
    };
    window.addEventListener('popstate', changed);
    document.addEventListener('click', clicked);
    return () => {
      window.removeEventListener('popstate', changed);
      document.removeEventListener('click', clicked);
    };
  }, [go]);
  const router = useMemo(() => ({ ...place, go }), [place, go]);
  return <Context.Provider value={router}>{children}</Context.Provider>;
}

export function useRouter(): Router {
  const router = useContext(Context);
  if (!router) throw new Error('no router');
  return router;
}

/** Makes the `href` of a link: the address with the chosen language kept. */
export function useHref(): (href: string) => string {
  const lang = useRouter().query.get('lang');
  return useCallback((href: string) => withLanguage(href, lang), [lang]);
}
