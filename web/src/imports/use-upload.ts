import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { ApiError } from '../api/client';
import { upload } from '../api/upload';
import { useLanguage } from '../i18n/language';
import type { Progress } from './sending';

/** Sends files one at a time; leaving the page stops what is being sent. */
export function useUpload() {
  const { lang } = useLanguage();
  const [progress, setProgress] = useState<Progress | null>(null);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);
  const sendFile = useCallback(
    async <T>(url: string, file: File): Promise<T> => {
      const control = new AbortController();
      stop.current = control;
      setProgress({ name: file.name, sent: 0, total: file.size });
      try {
        return await upload<T>(url, file, {
          language: lang,
          signal: control.signal,
          onProgress: (sent, total) => setProgress({ name: file.name, sent, total }),
        });
      } finally {
        setProgress(null);
      }
    },
    [lang],
  );
  const cancel = useCallback(() => stop.current?.abort(), []);
  return { progress, sendFile, cancel };
}

/** True when the person stopped it: that is no fault. */
export const wasStopped = (error: unknown): boolean =>
  error instanceof ApiError && error.status === -1;
