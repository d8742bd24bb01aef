import { PageHead } from '../components/page-head';
import { ProseSections } from '../components/prose-sections';
import { useProse } from '../i18n/prose';

export function About() {
  const { about } = useProse();
  return (
    <>
      <PageHead title={about.title}>
        <p class="lead">{about.lead}</p>
      </PageHead>
      <ProseSections sections={about.sections} />
    </>
  );
}
