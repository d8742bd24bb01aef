import { useState } from 'preact/hooks';
import { ApiError } from '../api/client';
import { send, type Sent } from '../api/send';
import { useLanguage } from '../i18n/language';

export interface Acting {
  busy: boolean;
  failure: ApiError | null;
  clear: () => void;
  /** Sends one change; null when it failed, and then `failure` says why. */
  act: <T>(
    method: 'POST' | 'PUT',
    url: string,
    options?: { body?: unknown; type?: string; headers?: Record<string, string> },
  ) => Promise<Sent<T> | null>;
}

/** Sends changes one at a time and remembers what went wrong. */
export function useAct(): Acting {
  const { lang } = useLanguage();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ApiError | null>(null);
  const act: Acting['act'] = async (method, url, options = {}) => {
    setBusy(true);
    setFailure(null);
    try {
      return await send(method, url, { language: lang, ...options });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFailure(error);
      return null;
    } finally {
      setBusy(false);
    }
  };
  return { busy, failure, clear: () => setFailure(null), act };
}

/** The faults that the server has found, by the field that its pointer names. */
export const toldBy = (
  failure: ApiError | null,
  text: (message: { sv: string; en: string }) => string,
): Record<string, string> =>
  Object.fromEntries(
    (failure?.problem.errors ?? []).map((error) => [
      error.pointer.replace(/^[/?]/, '').split('/')[0] ?? '',
      text(error.message),
    ]),
  );
