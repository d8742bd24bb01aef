import type { ApiError } from '../api/client';
import { ErrorMessage } from '../components/error-message';
import { ErrorSummary } from '../plan/error-summary';
import { adminWords } from './words';

/** The top of a form: what is wrong with it, or why nothing was saved. */
export function Top({
  faults,
  attempt,
  failure,
  labels,
}: {
  faults: Readonly<Record<string, string>>;
  attempt: number;
  failure: ApiError | null;
  labels: Readonly<Record<string, string>>;
}) {
  const { common } = adminWords.useWords();
  const list = Object.entries(faults).map(([field, message]) => ({
    id: field,
    label: labels[field] ?? field,
    message,
  }));
  return (
    <>
      <ErrorSummary faults={list} attempt={attempt} />
      {failure?.status === 412 && (
        <p class="message message-error" role="alert">
          {common.stale}
        </p>
      )}
      {failure && failure.status !== 412 && list.length === 0 && <ErrorMessage error={failure} />}
    </>
  );
}
