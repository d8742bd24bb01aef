// The roles repeat the elements: browsers may forget them when narrow windows show rows as cards.
/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role */
import { useState } from 'preact/hooks';
import { AdminHead, AdminPage } from '../admin/frame';
import { Done } from '../admin/note';
import { useAct } from '../admin/use-act';
import { adminWords } from '../admin/words';
import type { MachineKey } from '../api/admin-types';
import { apiUrl } from '../api/client';
import type { Page } from '../api/types';
import { useFresh } from '../api/use-fresh';
import { CardTable, head } from '../components/card-table';
import { ErrorMessage } from '../components/error-message';
import { FactList } from '../components/fact-list';
import { Pending } from '../components/pending';
import { Tag } from '../components/tag';
import { formatTime } from '../format/date';
import { expiringSoon, KEY_TAGS } from '../model/key-form';
import { FormTitle } from '../plan/form-parts';
import { useHref } from '../routing/location';

/** S15: the keys of systems that send data. */
export function Keys() {
  return (
    <AdminPage area="keys" permission="key.manage">
      <KeysPage />
    </AdminPage>
  );
}

function KeysPage() {
  const { keys: k } = adminWords.useWords();
  const href = useHref();
  const { data, error, again } = useFresh<Page<MachineKey>>(apiUrl('/keys', { limit: 1000 }));
  const [chosen, setChosen] = useState<MachineKey | null>(null);
  const [said, setSaid] = useState('');
  const soon = data ? expiringSoon(data.items) : 0;
  const end = (revoked: boolean) => {
    setChosen(null);
    setSaid(revoked ? k.revoked : '');
    again();
  };
  if (chosen)
    return (
      <div class="narrow">
        <AdminHead area="keys" />
        <Revoke item={chosen} onDone={end} />
      </div>
    );
  return (
    <>
      <AdminHead area="keys">
        <p class="lead">{k.lead}</p>
        <p class="actions">
          <a class="button primary" href={href('/admin/api-nycklar/ny')}>
            {k.add}
          </a>
        </p>
      </AdminHead>
      {said && <Done>{said}</Done>}
      {soon > 0 && <p class="message message-wait">{k.soon(soon)}</p>}
      {error && <ErrorMessage error={error} onRetry={again} />}
      {!data && !error && <Pending shape="table" />}
      {data?.items.length === 0 && <p class="message">{k.empty}</p>}
      {data && data.items.length > 0 && <KeyTable keys={data.items} onRevoke={setChosen} />}
    </>
  );
}

function KeyTable({
  keys,
  onRevoke,
}: {
  keys: readonly MachineKey[];
  onRevoke: (key: MachineKey) => void;
}) {
  const w = adminWords.useWords();
  const { keys: k, common: c } = w;
  return (
    <CardTable
      label={w.menu.keys[0] ?? ''}
      kind="source-list"
      heads={[
        ...[k.key, k.sources, k.createdBy, k.lastUsed, k.expires, c.state].map(head),
        { name: k.actions, silent: true },
      ]}
    >
      {keys.map((key) => (
        <tr key={key.id} role="row">
          <th scope="row" role="rowheader">
            <code>{key.prefix}</code>
            {key.note && <span class="small">{key.note}</span>}
          </th>
          <td role="cell" data-label={k.sources}>
            {key.sources.length > 0 ? key.sources.join(', ') : key.role}
          </td>
          <td role="cell" data-label={k.createdBy}>
            {key.createdBy ?? <span class="muted">{c.unknown}</span>}
          </td>
          <td role="cell" data-label={k.lastUsed}>
            {key.lastUsedAt ? (
              formatTime(key.lastUsedAt)
            ) : (
              <span class="muted">{c.never}</span>
            )}
          </td>
          <td role="cell" data-label={k.expires}>
            {formatTime(key.expiresAt)}
            {key.state === 'expiring' && <span class="small">{k.daysLeft(key.daysLeft)}</span>}
          </td>
          <td role="cell" data-label={c.state}>
            <Tag kind={KEY_TAGS[key.state]}>{k.states[key.state]}</Tag>
          </td>
          <td role="cell" data-label={k.actions}>
            {!key.revokedAt && (
              <button type="button" onClick={() => onRevoke(key)}>
                {k.revoke} <span class="visually-hidden">{key.prefix}</span>
              </button>
            )}
          </td>
        </tr>
      ))}
    </CardTable>
  );
}

/** The answers to check before a system is shut out. */
function Revoke({ item, onDone }: { item: MachineKey; onDone: (revoked: boolean) => void }) {
  const { keys: k, common: c } = adminWords.useWords();
  const { busy, failure, act } = useAct();
  const revoke = async () => {
    if (await act('POST', apiUrl(`/keys/${item.id}/revoke`), { body: {} })) onDone(true);
  };
  return (
    <section class="card stack">
      <FormTitle level="h2">{k.revokeTitle(item.prefix)}</FormTitle>
      {failure && <ErrorMessage error={failure} />}
      <p>{k.revokeLead}</p>
      <FactList
        facts={[
          [k.note, item.note],
          [k.sources, item.sources.join(', ')],
          [k.lastUsed, item.lastUsedAt ? formatTime(item.lastUsedAt) : c.never],
        ]}
      />
      <p class="actions">
        <button type="button" class="primary danger" disabled={busy} onClick={revoke}>
          {busy ? c.saving : k.confirmRevoke}
        </button>
        <button type="button" class="quiet" onClick={() => onDone(false)}>
          {c.cancel}
        </button>
      </p>
    </section>
  );
}
