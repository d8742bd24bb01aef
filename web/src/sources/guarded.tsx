import type { ComponentChildren } from 'preact';
import type { Permission } from '../api/session-types';
import { importWords } from '../imports/words';
import { RequireNamed } from '../session/require';
import { sourceWords, type SourceLabels } from './words';

/** A page of the sources: its words, and the right to see it. */
export function SourcePage({
  permission = 'source.read',
  title,
  children,
}: {
  permission?: Permission;
  title: (words: SourceLabels) => string;
  children: ComponentChildren;
}) {
  return (
    <importWords.Words>
      <sourceWords.Words>
        <RequireNamed useWords={sourceWords.useWords} permission={permission} title={title}>
          {children}
        </RequireNamed>
      </sourceWords.Words>
    </importWords.Words>
  );
}
