import { useState } from 'preact/hooks';
import type { Flat } from '../model/conflict';
import { draftKey, dropDraft, keepDraft, readDraft, type Draft } from '../model/draft';
import { useSession } from '../session/session';

const isFlat = (form: unknown): form is Flat =>
  typeof form === 'object' &&
  form !== null &&
  Object.values(form).every((value) => typeof value === 'string');

export interface DraftForm {
  form: Flat;
  set: (field: string, value: string) => void;
  /** The version that the writing began from. */
  version: number;
  /** What was found when the form was opened; null when nothing was. */
  found: Draft<Flat> | null;
  /** Back to what is stored. */
  discard: () => void;
  /** Saved: the draft has done its work. */
  drop: () => void;
}

/** A form that outlives its page: what is written is kept in this browser until it is saved. */
export function useDraft(thing: string, version: number, stored: Flat): DraftForm {
  const { session } = useSession();
  const key = draftKey(session?.user.name ?? '', thing);
  const [found, setFound] = useState(() => readDraft(key, isFlat));
  const [form, setForm] = useState<Flat>(() => ({ ...stored, ...found?.form }));
  const from = found?.version ?? version;
  return {
    form,
    version: from,
    found,
    set: (field, value) => {
      const next = { ...form, [field]: value };
      setForm(next);
      keepDraft(key, from, next);
    },
    discard: () => {
      dropDraft(key);
      setFound(null);
      setForm(stored);
    },
    drop: () => dropDraft(key),
  };
}
