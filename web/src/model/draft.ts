/** What was written in a form and has not been saved, kept in this browser only. */
export interface Draft<T> {
  /** The version that the writing began from; 0: a new thing. */
  version: number;
  savedAt: string;
  form: T;
}

const PREFIX = 'tertil-draft:';
const KEPT_DAYS = 30;

/** One draft per person and thing: two who share a computer do not see each other's. */
export const draftKey = (person: string, thing: string): string => `${PREFIX}${person}:${thing}`;

const isOld = (draft: Draft<unknown>, now: number): boolean =>
  !(now - Date.parse(draft.savedAt) < KEPT_DAYS * 86_400_000);

/** The draft, if it is of this shape and not too old. */
export function readDraft<T>(
  key: string,
  isForm: (form: unknown) => form is T,
  now = Date.now(),
): Draft<T> | null {
  try {
    const draft = JSON.parse(localStorage.getItem(key) ?? 'null') as Draft<unknown> | null;
    if (!draft || typeof draft.version !== 'number' || isOld(draft, now)) return null;
    return isForm(draft.form) ? { ...draft, form: draft.form } : null;
  } catch {
    return null;
  }
}

/** Kept if the browser lets us: a full or closed store is no reason to stop writing. */
export function keepDraft<T>(key: string, version: number, form: T): void {
  try {
    const draft: Draft<T> = { version, savedAt: new Date().toISOString(), form };
    localStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // Nothing to do: the form itself still holds the text.
  }
}

export function dropDraft(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // It was never there.
  }
}
