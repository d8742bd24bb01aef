// The roles repeat the elements: browsers may forget them when narrow windows show rows as cards.
/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role */
import { AdminHead, AdminPage } from '../admin/frame';
import { Done } from '../admin/note';
import { adminWords } from '../admin/words';
import type { Account } from '../api/admin-types';
import { apiUrl } from '../api/client';
import type { Page } from '../api/types';
import { useFresh } from '../api/use-fresh';
import { CardTable, head } from '../components/card-table';
import { ErrorMessage } from '../components/error-message';
import { Pending } from '../components/pending';
import { Tag } from '../components/tag';
import { formatTime } from '../format/date';
import { useLanguage } from '../i18n/language';
import { useHref, useRouter } from '../routing/location';

export const userAddress = (name: string): string =>
  `/admin/anvandare/${encodeURIComponent(name)}`;

/** S15: everybody who can sign in, or could. */
export function Users() {
  return (
    <AdminPage area="users" permission="user.manage">
      <UsersPage />
    </AdminPage>
  );
}

function UsersPage() {
  const { users: u } = adminWords.useWords();
  const href = useHref();
  const { query } = useRouter();
  const added = query.get('tillagd');
  const { data, error, again } = useFresh<Page<Account>>(apiUrl('/users', { limit: 1000 }));
  return (
    <>
      <AdminHead area="users">
        <p class="lead">{u.lead}</p>
        <p class="actions">
          <a class="button primary" href={href('/admin/anvandare/ny')}>
            {u.add}
          </a>
        </p>
      </AdminHead>
      {added && <Done>{u.added(added)}</Done>}
      {error && <ErrorMessage error={error} onRetry={again} />}
      {!data && !error && <Pending shape="table" />}
      {data && <UserTable users={data.items} />}
    </>
  );
}

function UserTable({ users }: { users: readonly Account[] }) {
  const w = adminWords.useWords();
  const { users: u, common: c } = w;
  const { text } = useLanguage();
  const href = useHref();
  return (
    <CardTable
      label={w.menu.users[0] ?? ''}
      kind="source-list"
      heads={[u.account, u.role, u.unit, u.signIn, u.lastLogin, c.state].map(head)}
    >
      {users.map((user) => (
        <tr key={user.name} role="row">
          <th scope="row" role="rowheader">
            <a class="name" href={href(userAddress(user.name))}>
              {user.displayName}
            </a>
            <code class="small">{user.name}</code>
          </th>
          <td role="cell" data-label={u.role}>
            {text(user.roleName)}
          </td>
          <td role="cell" data-label={u.unit}>
            {user.orgUnit ?? <span class="muted">{c.none}</span>}
          </td>
          <td role="cell" data-label={u.signIn}>
            {u.ways[user.signIn]}
            {user.issuer && <span class="small">{user.issuer}</span>}
          </td>
          <td role="cell" data-label={u.lastLogin}>
            {user.lastLoginAt ? (
              <time dateTime={user.lastLoginAt}>{formatTime(user.lastLoginAt)}</time>
            ) : (
              <span class="muted">{c.never}</span>
            )}
          </td>
          <td role="cell" data-label={c.state}>
            <Tag kind={user.blocked ? 'off' : 'good'}>{user.blocked ? u.blocked : u.open}</Tag>
            {user.you && <span class="small">{u.you}</span>}
          </td>
        </tr>
      ))}
    </CardTable>
  );
}
