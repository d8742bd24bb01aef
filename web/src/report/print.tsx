import { apiUrl } from '../api/client';
import type { Plan } from '../api/plan-types';
import type { Report } from '../api/report-types';
import { useFresh } from '../api/use-fresh';
import { ErrorMessage } from '../components/error-message';
import { PageHead } from '../components/page-head';
import { Pending } from '../components/pending';
import { useLanguage } from '../i18n/language';
import { useHref, useRouter } from '../routing/location';
import { useSession } from '../session/session';
import { ReportDocument } from './document';
import { reportWords } from './words';

/** The report alone, for paper: a locked version if the address names one, else the draft. */
export function ReportPrint({ plan, id }: { plan: Plan; id: string }) {
  const w = reportWords.useWords();
  const { text } = useLanguage();
  const { query } = useRouter();
  const href = useHref();
  const { session } = useSession();
  const version = /^[1-9]\d{0,5}$/.exec(query.get('version') ?? '')?.[0];
  const url = apiUrl(`/plans/${plan.id}/reports/${id}`);
  const { data, error, again } = useFresh<Report>(
    session === undefined ? null : version ? `${url}/versions/${version}.json` : `${url}?view=live`,
  );
  if (error) return <ErrorMessage error={error} onRetry={again} />;
  if (!data) return <Pending shape="page" />;
  return (
    <div class="report-print">
      <PageHead title={text(data.title)} />
      <p class="actions">
        <button type="button" class="primary" onClick={() => window.print()}>
          {w.printNow}
        </button>
        <a class="button" href={href(`/rapport/${id}`)}>
          {w.back}
        </a>
      </p>
      <ReportDocument report={data} />
    </div>
  );
}
