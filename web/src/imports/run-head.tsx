import type { ComponentChildren } from 'preact';
import { PageHead } from '../components/page-head';
import { importWords } from './words';

/** The heading of a page about one import: what is done there, and the way back to the import. */
export function RunHead({
  id,
  name,
  title,
  task = title,
  children,
}: {
  id: string;
  /** What the import's file is called. */
  name: string;
  title: string;
  /** What the window is called, where the heading says which step one is at. */
  task?: string;
  children?: ComponentChildren;
}) {
  const w = importWords.useWords();
  return (
    <PageHead
      title={title}
      windowTitle={`${task}: ${name}`}
      crumbs={[
        { name: w.title, href: '/import' },
        { name, href: `/import/korningar/${id}` },
      ]}
    >
      {children}
    </PageHead>
  );
}
