import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { ErrorMessage } from '../components/error-message';
import type { ApiError } from '../api/client';
import { useLanguage } from '../i18n/language';
import type { DraftForm } from './use-draft';
import { ErrorSummary, type Fault } from './error-summary';
import { timeOf } from './conflict-view';
import { planWords } from './words';

/**
 * The heading of a form that takes the place of a button: the focus goes there when it opens, and
 * to the heading above it when it closes, so that nobody begins again at the top of the page.
 */
export function FormTitle({
  level: Heading,
  id,
  children,
}: {
  level: 'h2' | 'h3';
  id?: string;
  children: ComponentChildren;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const own = heading.current;
    own?.focus();
    const home =
      own?.closest('.section')?.querySelector<HTMLElement>('h2') ??
      document.querySelector<HTMLElement>('h1');
    return () => {
      home?.setAttribute('tabindex', '-1');
      home?.focus();
    };
  }, []);
  return (
    <Heading id={id} tabIndex={-1} ref={heading}>
      {children}
    </Heading>
  );
}

/** What a form found in this browser, if anything, and the way back from it. */
export function DraftNote({ draft, current }: { draft: DraftForm; current: number }) {
  const w = planWords.useWords();
  if (!draft.found) return <p class="small">{w.draftKept}</p>;
  return (
    <div class="message message-wait">
      <p>
        {w.draftFrom(timeOf(draft.found.savedAt))} {draft.version !== current && w.draftOld}
      </p>
      <button type="button" onClick={draft.discard}>
        {w.discardDraft}
      </button>
    </div>
  );
}

/** The faults that the form and the server have found, each by its field. */
export function useFaults(
  found: Readonly<Record<string, string>>,
  failure: ApiError | null,
  fieldOf: (pointer: string) => string,
): Record<string, string> {
  const { text } = useLanguage();
  const told = (failure?.problem.errors ?? []).map((error) => [
    fieldOf(error.pointer),
    text(error.message),
  ]);
  return { ...Object.fromEntries(told), ...found };
}

/** The top of a form: what is wrong, or why nothing was saved. */
export function FormTop({
  faults,
  attempt,
  failure,
  idOf,
  label,
}: {
  faults: Readonly<Record<string, string>>;
  attempt: number;
  failure: ApiError | null;
  idOf: (field: string) => string;
  label: (field: string) => string;
}) {
  const list: Fault[] = Object.entries(faults).map(([field, message]) => ({
    id: idOf(field),
    label: label(field),
    message,
  }));
  return (
    <>
      <ErrorSummary faults={list} attempt={attempt} />
      {failure && list.length === 0 && <ErrorMessage error={failure} />}
    </>
  );
}

/** The last line of a form. */
export function FormEnd({
  busy,
  save,
  onCancel,
  children,
}: {
  busy: boolean;
  save: string;
  onCancel: () => void;
  children?: ComponentChildren;
}) {
  const w = planWords.useWords();
  return (
    <p class="actions">
      <button type="submit" class="primary" disabled={busy}>
        {busy ? w.saving : save}
      </button>
      <button type="button" class="quiet" onClick={onCancel}>
        {w.cancel}
      </button>
      {children}
    </p>
  );
}
