import type { SourceDetail } from '../api/import-types';
import { ErrorMessage } from '../components/error-message';
import { Pending } from '../components/pending';
import { useFresh } from '../api/use-fresh';
import { FieldTable } from '../sources/field-table';
import { sourceWords } from '../sources/words';

/** Step 2 for a known source: its mapping as it stands. */
export function StepKnown({ source }: { source: string }) {
  const m = sourceWords.useWords().map;
  const { data, error, again } = useFresh<SourceDetail>(
    `/api/v1/sources/${encodeURIComponent(source)}`,
  );
  return (
    <>
      <p class="muted">{m.knownText}</p>
      {error && <ErrorMessage error={error} onRetry={again} />}
      {!data && !error && <Pending shape="lines" />}
      {data && <FieldTable source={data} caption={m.known} />}
    </>
  );
}
