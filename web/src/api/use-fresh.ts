import { useCallback, useEffect, useState } from 'preact/hooks';
import { useLanguage } from '../i18n/language';
import { ApiError } from './client';
import { send } from './send';

export interface Fresh<T> {
  data: T | null;
  etag: string | null;
  error: ApiError | null;
  /** Asks again at once; what is shown stays until the answer has come. */
  again: () => void;
}

interface State<T> {
  url: string | null;
  data: T | null;
  etag: string | null;
  error: ApiError | null;
}

const FIRST_MS = 2_000;
const LONGEST_MS = 30_000;

/** How long to wait before asking again: longer each time that nothing new has come. */
export const pause = (quiet: number): number => Math.min(FIRST_MS * 1.5 ** quiet, LONGEST_MS);

/**
 * Loads `url` anew each time it is shown. While `busy` says that something is under way it asks
 * again and again, slower when nothing changes, and not at all in a hidden tab.
 */
export function useFresh<T>(url: string | null, busy?: (data: T) => boolean): Fresh<T> {
  const { lang } = useLanguage();
  const [state, setState] = useState<State<T>>({ url: null, data: null, etag: null, error: null });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (url === null) return undefined;
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let quiet = 0;
    let last = '';
    const ask = async () => {
      clearTimeout(timer);
      let delay: number | null = null;
      try {
        const { data, etag } = await send<T>('GET', url, { language: lang, signal: stop.signal });
        if (stop.signal.aborted) return;
        const text = JSON.stringify(data);
        quiet = text === last ? quiet + 1 : 0;
        last = text;
        setState({ url, data, etag, error: null });
        if (busy?.(data)) delay = pause(quiet);
      } catch (error) {
        if (stop.signal.aborted) return;
        // What was read before is still worth showing; only a first failure is told.
        if (last === '') setState({ url, data: null, etag: null, error: error as ApiError });
        else if (busy) delay = LONGEST_MS;
      }
      if (delay !== null && !document.hidden) timer = setTimeout(ask, delay);
    };
    const shown = () => {
      if (document.hidden) clearTimeout(timer);
      else if (busy) void ask();
    };
    document.addEventListener('visibilitychange', shown);
    void ask();
    return () => {
      stop.abort();
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', shown);
    };
    // `busy` is a rule of the page, the same each time.
  }, [url, lang, attempt]);
  const again = useCallback(() => setAttempt((count) => count + 1), []);
  const known = state.url === url;
  return {
    data: known ? state.data : null,
    etag: known ? state.etag : null,
    error: known ? state.error : null,
    again,
  };
}
