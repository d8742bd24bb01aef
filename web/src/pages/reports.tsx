import { ErrorMessage } from '../components/error-message';
import { Pending } from '../components/pending';
import { ReportList } from '../report/list';
import { ReportPage } from '../report/page';
import { usePlan } from '../report/plan';
import { ReportPrint } from '../report/print';
import { reportWords } from '../report/words';
import { NotFound } from './not-found';

/** The yearly reports: the list, one of them, and its print view. */
export function Reports({ parts }: { parts: readonly string[] }) {
  return (
    <reportWords.Words>
      <Page parts={parts} />
    </reportWords.Words>
  );
}

function Page({ parts }: { parts: readonly string[] }) {
  const [, id, view, ...more] = parts.map(decodeURIComponent);
  const { plan, error, again } = usePlan();
  if (id === undefined) return <ReportList />;
  if (more.length > 0 || (view !== undefined && view !== 'utskrift')) return <NotFound />;
  if (error) return <ErrorMessage error={error} onRetry={again} />;
  if (plan === undefined) return <Pending shape="page" />;
  if (plan === null) return <NotFound />;
  return view ? <ReportPrint plan={plan} id={id} /> : <ReportPage plan={plan} id={id} />;
}
