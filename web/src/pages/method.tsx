import { PageHead } from '../components/page-head';
import { ProseSections } from '../components/prose-sections';
import { useProse } from '../i18n/prose';

export function Method() {
  const { method } = useProse();
  return (
    <>
      <PageHead title={method.title}>
        <p class="lead">{method.lead}</p>
      </PageHead>
      <ProseSections sections={method.sections} />
    </>
  );
}
