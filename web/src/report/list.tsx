// The roles repeat the elements: browsers may forget them when narrow windows show rows as cards.
/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role */
import { useState } from 'preact/hooks';
import { apiUrl, type ApiError } from '../api/client';
import type { Plan } from '../api/plan-types';
import type { ReportEntry } from '../api/report-types';
import { send } from '../api/send';
import { useFresh } from '../api/use-fresh';
import { CardTable, head } from '../components/card-table';
import { ErrorMessage } from '../components/error-message';
import { PageHead } from '../components/page-head';
import { Pending } from '../components/pending';
import { SelectField } from '../components/select-field';
import { useLanguage } from '../i18n/language';
import { useHref, useRouter } from '../routing/location';
import { may, useSession } from '../session/session';
import { usePlan } from './plan';
import { reportWords } from './words';

const OCCASIONS = ['UR1', 'UR2', 'AR'] as const;

/** The reports of the plan; a new one is begun here. */
export function ReportList() {
  const w = reportWords.useWords();
  const { plan, error, again } = usePlan();
  return (
    <>
      <PageHead title={w.title}>
        <p class="lead">{w.lead}</p>
      </PageHead>
      {error && <ErrorMessage error={error} onRetry={again} />}
      {plan === undefined && !error && <Pending shape="table" />}
      {plan === null && <p class="message">{w.noPlan}</p>}
      {plan && <Entries plan={plan} />}
    </>
  );
}

function Entries({ plan }: { plan: Plan }) {
  const w = reportWords.useWords();
  const { text } = useLanguage();
  const href = useHref();
  const { session } = useSession();
  const inside = may(session, 'report.read');
  // Asked for anew when somebody has signed in: they see more.
  const { data, error, again } = useFresh<{ items: ReportEntry[] }>(
    session === undefined ? null : apiUrl(`/plans/${plan.id}/reports`),
  );
  return (
    <>
      <p>{plan.name}</p>
      {error && <ErrorMessage error={error} onRetry={again} />}
      {!data && !error && <Pending shape="table" />}
      {data?.items.length === 0 && <p class="message">{inside ? w.noneInside : w.none}</p>}
      {data && data.items.length > 0 && (
        <CardTable
          label={w.list}
          kind="reports"
          heads={[head(w.report), head(w.state), head(w.locked)]}
        >
          {data.items.map((one) => (
            <tr key={one.id} role="row">
              <th scope="row" role="rowheader">
                <a class="name" href={href(`/rapport/${one.id}`)}>
                  {text(one.title)}
                </a>
              </th>
              <td role="cell" data-label={w.state}>
                <span class="tag">{text(one.stateText)}</span>
              </td>
              <td role="cell" data-label={w.locked}>
                {one.versions.length === 0
                  ? w.notLocked
                  : one.versions.map((lock) => w.versionOf(lock.version)).join(', ')}
              </td>
            </tr>
          ))}
        </CardTable>
      )}
      {may(session, 'report.edit') && <Begin plan={plan} />}
    </>
  );
}

function Begin({ plan }: { plan: Plan }) {
  const w = reportWords.useWords();
  const { lang } = useLanguage();
  const { go } = useRouter();
  const [year, setYear] = useState(String(plan.to));
  const [occasion, setOccasion] = useState<string>('UR1');
  const [failure, setFailure] = useState<ApiError | null>(null);
  const years = Array.from({ length: plan.to - plan.from + 1 }, (_, i) => String(plan.to - i));
  const begin = async (event: Event) => {
    event.preventDefault();
    const id = `${year}-${occasion}`;
    try {
      await send('POST', apiUrl(`/plans/${plan.id}/reports`), {
        language: lang,
        body: { occasion: id },
      });
      go(`/rapport/${id}`);
    } catch (error) {
      setFailure(error as ApiError);
    }
  };
  return (
    <form class="card narrow stack" onSubmit={begin}>
      <h2>{w.create}</h2>
      {failure && <ErrorMessage error={failure} />}
      <SelectField
        label={w.year}
        value={year}
        options={years.map((one) => ({ value: one, label: one }))}
        onChange={setYear}
      />
      <SelectField
        label={w.occasion}
        value={occasion}
        options={OCCASIONS.map((one) => ({ value: one, label: w.occasions[one] }))}
        onChange={setOccasion}
      />
      <p class="actions">
        <button type="submit" class="primary">
          {w.begin}
        </button>
      </p>
    </form>
  );
}
