import type { ComponentChildren } from 'preact';
import type { Permission } from '../api/session-types';
import { importWords } from '../imports/words';
import { Require } from '../session/require';
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
        <Guarded permission={permission} title={title}>
          {children}
        </Guarded>
      </sourceWords.Words>
    </importWords.Words>
  );
}

function Guarded({
  permission,
  title,
  children,
}: {
  permission: Permission;
  title: (words: SourceLabels) => string;
  children: ComponentChildren;
}) {
  const w = sourceWords.useWords();
  return (
    <Require permission={permission} title={title(w)}>
      {children}
    </Require>
  );
}
