import type { ComponentChildren } from 'preact';
import type { Permission } from '../api/session-types';
import { PageHead } from '../components/page-head';
import { planWords } from '../plan/words';
import { RequireNamed } from '../session/require';
import { adminWords, type AdminLabels } from './words';

export type Area = keyof AdminLabels['menu'];

/** A page of administration: its words, and the right to see it. */
export function AdminPage({
  area,
  permission,
  children,
}: {
  area: Area;
  permission: Permission;
  children: ComponentChildren;
}) {
  return (
    <adminWords.Words>
      <planWords.Words>
        <RequireNamed
          useWords={adminWords.useWords}
          permission={permission}
          title={(w) => w.menu[area][0] ?? ''}
        >
          {children}
        </RequireNamed>
      </planWords.Words>
    </adminWords.Words>
  );
}

export const ADDRESS: Record<Area, string> = {
  users: '/admin/anvandare',
  keys: '/admin/api-nycklar',
  sources: '/admin/kallor',
  organisation: '/admin/organisation',
  targets: '/admin/mal',
  factors: '/admin/faktorer',
  figures: '/admin/nyckeltal',
  log: '/admin/logg',
  operation: '/admin/drift',
};

/** The heading of such a page; `title` when it is one below the area's own. */
export function AdminHead({
  area,
  title,
  children,
}: {
  area: Area;
  title?: string;
  children?: ComponentChildren;
}) {
  const w = adminWords.useWords();
  const name = w.menu[area][0] ?? '';
  return (
    <PageHead
      title={title ?? name}
      windowTitle={`${w.title}: ${title ?? name}`}
      crumbs={[
        { name: w.title, href: '/admin' },
        ...(title ? [{ name, href: ADDRESS[area] }] : []),
      ]}
    >
      {children}
    </PageHead>
  );
}
