// The roles repeat the elements: browsers may forget them when narrow windows show rows as cards.
/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role */
import { useState } from 'preact/hooks';
import { AdminHead, AdminPage } from '../admin/frame';
import { Done } from '../admin/note';
import { TargetEditor } from '../admin/target-editor';
import { adminWords } from '../admin/words';
import type { DecidedTarget } from '../api/admin-types';
import { apiUrl } from '../api/client';
import { useReference } from '../api/reference';
import { useFresh } from '../api/use-fresh';
import { CardTable, head, numberHead } from '../components/card-table';
import { ErrorMessage } from '../components/error-message';
import { Pending } from '../components/pending';
import { formatTime } from '../format/date';
import { formatStored, formatUnit, withUnit } from '../format/number';
import { useLanguage } from '../i18n/language';
import { holding } from '../model/decided-targets';
import { useHref } from '../routing/location';
import { may, useSession } from '../session/session';

/** S15: what the region has decided to reach, and by which decision. */
export function Targets() {
  return (
    <AdminPage area="targets" permission="source.read">
      <TargetsPage />
    </AdminPage>
  );
}

function TargetsPage() {
  const { targets: g } = adminWords.useWords();
  const href = useHref();
  const { session } = useSession();
  const { data, error, again } = useFresh<{ items: DecidedTarget[] }>(
    apiUrl('/key-figure-targets'),
  );
  const [editing, setEditing] = useState(false);
  const [saved, setSaved] = useState<string | null>(null);
  const mayEdit = may(session, 'target.edit') && may(session, 'import.send');
  const items = data?.items ?? [];
  const now = holding(items);
  return (
    <>
      <AdminHead area="targets">
        <p class="lead">{g.lead}</p>
        {mayEdit && !editing && (
          <p class="actions">
            <button
              type="button"
              class="primary"
              onClick={() => {
                setSaved(null);
                setEditing(true);
              }}
            >
              {g.set}
            </button>
          </p>
        )}
      </AdminHead>
      {saved && (
        <>
          <Done>{g.saved}</Done>
          <a class="go" href={href(`/import/korningar/${saved}`)}>
            {g.toImport}
          </a>
        </>
      )}
      {error && <ErrorMessage error={error} onRetry={again} />}
      {!data && !error && <Pending shape="table" />}
      {data && editing && (
        <TargetEditor
          targets={items}
          onDone={(batch) => {
            setEditing(false);
            setSaved(batch);
            if (batch) again();
          }}
        />
      )}
      {data && !editing && <TargetTable targets={now} />}
      {data && !editing && items.length > now.length && (
        <details class="section">
          <summary>{g.earlier}</summary>
          <TargetTable targets={items.filter((one) => one.supersededAt !== null)} />
        </details>
      )}
    </>
  );
}

function TargetTable({ targets }: { targets: readonly DecidedTarget[] }) {
  const w = adminWords.useWords();
  const g = w.targets;
  const { text, lang } = useLanguage();
  const { keyFigures } = useReference();
  return (
    <CardTable
      label={w.menu.targets[0] ?? ''}
      kind="source-list"
      heads={[
        head(g.figure),
        head(g.year),
        numberHead(g.value),
        head(g.baseline),
        head(g.decision),
        head(g.decided),
      ]}
    >
      {targets.map((target) => {
        const figure = keyFigures.find((one) => one.id === target.keyFigure);
        const unit = figure ? formatUnit(figure.unit, lang) : '';
        const amount = (value: number) => withUnit(formatStored(value, lang), unit);
        return (
          <tr key={`${target.keyFigure} ${target.year} ${target.recordedAt}`} role="row">
            <th scope="row" role="rowheader">
              <strong>{figure ? text(figure.name) : target.keyFigure}</strong>
            </th>
            <td role="cell" data-label={g.year}>
              {target.year}
            </td>
            <td role="cell" class="number" data-label={g.value}>
              {amount(target.value)}
            </td>
            <td role="cell" data-label={g.baseline}>
              {target.baselineYear === null || target.baselineValue === null
                ? '–'
                : `${target.baselineYear}: ${amount(target.baselineValue)}`}
            </td>
            <td role="cell" data-label={g.decision}>
              {target.decision ?? <span class="muted">{g.noDecision}</span>}
              <span class="small">
                {g.source}: {target.origin ?? target.source}
              </span>
            </td>
            <td role="cell" data-label={g.decided}>
              {formatTime(target.recordedAt)}
            </td>
          </tr>
        );
      })}
    </CardTable>
  );
}
