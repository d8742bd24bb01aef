import { useCallback, useEffect, useState } from 'preact/hooks';
import { useLanguage } from '../i18n/language';
import { load, type ApiError } from './client';

export interface Resource<T> {
  data: T | null;
  error: ApiError | null;
  /** True while the data shown belong to an earlier address. */
  stale: boolean;
  retry: () => void;
}

interface State<T> {
  url: string | null;
  data: T | null;
  error: ApiError | null;
}

/** Loads `url`; the last answer stays on the page until the next one has come. */
export function useResource<T>(url: string | null): Resource<T> {
  const { lang } = useLanguage();
  const [state, setState] = useState<State<T>>({ url: null, data: null, error: null });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (url === null) return undefined;
    let wanted = true;
    load<T>(url, lang).then(
      (data) => wanted && setState({ url, data, error: null }),
      (error: ApiError) => wanted && setState({ url, data: null, error }),
    );
    return () => {
      wanted = false;
    };
  }, [url, lang, attempt]);
  const retry = useCallback(() => {
    setState((old) => ({ ...old, error: null }));
    setAttempt((count) => count + 1);
  }, []);
  return { data: state.data, error: state.error, stale: state.url !== url, retry };
}
