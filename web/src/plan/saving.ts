import { useState } from 'preact/hooks';
import type { ApiError } from '../api/client';
import { send, type Sent } from '../api/send';
import { useLanguage } from '../i18n/language';

/** The version that a change begins from; null makes something new. */
export const guard = (version: number | null): Record<string, string> =>
  version === null ? { 'If-None-Match': '*' } : { 'If-Match': `"${version}"` };

export interface Saving {
  busy: boolean;
  failure: ApiError | null;
  clear: () => void;
  /** Sends one change; null when it failed, and then `failure` says why. */
  change: <T>(
    method: 'POST' | 'PUT' | 'DELETE',
    url: string,
    options?: { body?: unknown; version?: number | null },
  ) => Promise<Sent<T> | null>;
}

/** Sends changes one at a time and remembers what went wrong. */
export function useSaving(): Saving {
  const { lang } = useLanguage();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ApiError | null>(null);
  const change: Saving['change'] = async (method, url, { body, version } = {}) => {
    setBusy(true);
    setFailure(null);
    try {
      return await send(method, url, {
        language: lang,
        ...(body === undefined ? {} : { body }),
        ...(version === undefined ? {} : { headers: guard(version) }),
      });
    } catch (error) {
      setFailure(error as ApiError);
      return null;
    } finally {
      setBusy(false);
    }
  };
  return { busy, failure, clear: () => setFailure(null), change };
}
