import { ADDRESS, type Area } from '../admin/frame';
import { adminWords } from '../admin/words';
import type { Permission } from '../api/session-types';
import { PageHead } from '../components/page-head';
import { useHref } from '../routing/location';
import { RequireNamed } from '../session/require';
import { may, useSession } from '../session/session';

/** Who sees which part. */
const NEEDS: readonly (readonly [Area, Permission])[] = [
  ['users', 'user.manage'],
  ['keys', 'key.manage'],
  ['sources', 'source.read'],
  ['organisation', 'org.edit'],
  ['targets', 'source.read'],
  ['factors', 'source.read'],
  ['figures', 'source.read'],
  ['log', 'audit.read'],
  ['operation', 'operation.read'],
];

/** S15: what this person may look after. */
export function Admin() {
  return (
    <adminWords.Words>
      <RequireNamed useWords={adminWords.useWords} permission="source.read" title={(w) => w.title}>
        <AdminMenu />
      </RequireNamed>
    </adminWords.Words>
  );
}

function AdminMenu() {
  const w = adminWords.useWords();
  const href = useHref();
  const { session } = useSession();
  return (
    <>
      <PageHead title={w.title}>
        <p class="lead">{w.lead}</p>
      </PageHead>
      <ul class="admin-menu">
        {NEEDS.filter(([, permission]) => may(session, permission)).map(([area]) => (
          <li key={area} class="card">
            <a class="name" href={href(ADDRESS[area])}>
              {w.menu[area][0]}
            </a>
            <span class="small">{w.menu[area][1]}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
