import { useState } from 'preact/hooks';
import { ApiError } from '../api/client';
import { send } from '../api/send';
import { useLanguage } from '../i18n/language';
import type { Flat } from '../model/conflict';
import { guard } from './saving';

export interface Conflict<T> {
  base: Flat;
  mine: Flat;
  theirs: T;
}

/** What is written, from which version, to which address. */
export interface Writing {
  url: string;
  /** Where a new thing is made; the address itself when it is there already. */
  creation?: string;
  base: Flat;
  mine: Flat;
  /** Null: it is new. */
  version: number | null;
}

/** Saves what is written unless somebody else was first; then both are there to be compared. */
export function useGuarded<T extends { version: number }>(
  bodyOf: (form: Flat, theirs: T | null) => unknown,
) {
  const { lang } = useLanguage();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ApiError | null>(null);
  const [conflict, setConflict] = useState<Conflict<T> | null>(null);
  const save = async (writing: Writing, theirs: T | null = null): Promise<boolean> => {
    const { url, creation, base, mine, version } = writing;
    setBusy(true);
    setFailure(null);
    try {
      await send(version === null ? 'POST' : 'PUT', version === null ? (creation ?? url) : url, {
        language: lang,
        body: bodyOf(mine, theirs),
        headers: guard(version),
      });
      setConflict(null);
      return true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.status !== 412) setFailure(error);
      else
        await send<T>('GET', url, { language: lang }).then(
          (latest) => setConflict({ base, mine, theirs: latest.data }),
          (fault: ApiError) => setFailure(fault),
        );
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, failure, conflict, save, leave: () => setConflict(null) };
}
