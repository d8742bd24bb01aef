import type { ComponentChildren } from 'preact';
import type { Permission } from '../api/session-types';
import { RequireNamed } from '../session/require';
import { importWords, type ImportLabels } from './words';

/** A page of the imports: its words, and the right to see it. */
export function ImportPage({
  permission = 'import.read',
  title,
  children,
}: {
  permission?: Permission;
  title: (words: ImportLabels) => string;
  children: ComponentChildren;
}) {
  return (
    <importWords.Words>
      <RequireNamed useWords={importWords.useWords} permission={permission} title={title}>
        {children}
      </RequireNamed>
    </importWords.Words>
  );
}
