import type { ComponentChildren } from 'preact';
import type { Permission } from '../api/session-types';
import { Require } from '../session/require';
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
      <Guarded permission={permission} title={title}>
        {children}
      </Guarded>
    </importWords.Words>
  );
}

function Guarded({
  permission,
  title,
  children,
}: {
  permission: Permission;
  title: (words: ImportLabels) => string;
  children: ComponentChildren;
}) {
  const w = importWords.useWords();
  return (
    <Require permission={permission} title={title(w)}>
      {children}
    </Require>
  );
}
