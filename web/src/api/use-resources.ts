import { useEffect, useState } from 'preact/hooks';
import { useLanguage } from '../i18n/language';
import { load, type ApiError } from './client';

export type Loaded<T> = { data: T } | { error: ApiError } | null;

/** Loads several addresses at once; each answer is there as soon as it has come. */
export function useResources<T>(urls: readonly string[]): Loaded<T>[] {
  const { lang } = useLanguage();
  const [answers, setAnswers] = useState<Record<string, Loaded<T>>>({});
  const key = urls.join('\n');
  useEffect(() => {
    let wanted = true;
    for (const url of key.split('\n').filter(Boolean)) {
      load<T>(url, lang).then(
        (data) => wanted && setAnswers((old) => ({ ...old, [url]: { data } })),
        (error: ApiError) => wanted && setAnswers((old) => ({ ...old, [url]: { error } })),
      );
    }
    return () => {
      wanted = false;
    };
  }, [key, lang]);
  return urls.map((url) => answers[url] ?? null);
}
