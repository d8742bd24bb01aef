// The roles repeat the elements: browsers may forget them when narrow windows show rows as cards.
/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role */
import { apiUrl } from '../api/client';
import type { Receipt, Reject } from '../api/import-types';
import type { Page } from '../api/types';
import { useFresh } from '../api/use-fresh';
import { CardTable, head, numberHead } from '../components/card-table';
import { ErrorMessage } from '../components/error-message';
import { Paging } from '../components/paging';
import { Pending } from '../components/pending';
import { SelectField } from '../components/select-field';
import { formatCount } from '../format/amount';
import { useLanguage } from '../i18n/language';
import { ImportPage } from '../imports/guarded';
import { RunHead } from '../imports/run-head';
import { importWords, said } from '../imports/words';
import { address } from '../routing/address';
import { useHref, useRouter } from '../routing/location';
import { importUrl } from './import-run';

const LIMIT = 100;

/** The rows that were not stored, each with its reason. */
export function RunRows({ id }: { id: string }) {
  return (
    <ImportPage title={(w) => w.rows.title}>
      <RowsPage id={id} />
    </ImportPage>
  );
}

function RowsPage({ id }: { id: string }) {
  const w = importWords.useWords();
  const { query, go } = useRouter();
  const href = useHref();
  const rule = query.get('regel');
  const page = Math.max(1, Number(query.get('sida')) || 1);
  const run = useFresh<Receipt>(importUrl(id));
  const rows = useFresh<Page<Reject>>(
    apiUrl(`/imports/${encodeURIComponent(id)}/rejects`, { rule, limit: LIMIT, page }),
  );
  const path = `/import/korningar/${id}/rader`;
  const rules = [...new Set(run.data?.findings.map((one) => one.rule))];
  const items = rows.data?.items.filter((one) => !rule || one.rule === rule) ?? [];
  const held = run.data?.held ?? 0;
  const name = run.data?.fileName ?? w.run.title;
  const error = rows.error ?? run.error;
  return (
    <>
      <RunHead id={id} name={name} title={w.rows.title}>
        <p class="lead">{w.rows.lead}</p>
      </RunHead>
      {rules.length > 1 && (
        <div class="controls">
          <SelectField
            label={w.rows.rule}
            value={rule ?? ''}
            options={[
              { value: '', label: w.rows.all },
              ...rules.map((one) => ({ value: one, label: w.ruleNames[one] ?? one })),
            ]}
            onChange={(regel) => go(address(path, { regel }), { replace: true })}
          />
        </div>
      )}
      {error && <ErrorMessage error={error} onRetry={rows.again} />}
      {!rows.data && !error && <Pending shape="table" />}
      {rows.data && items.length === 0 && (
        <p>
          {held > 0 ? (
            <>
              {w.run.heldText(held)}{' '}
              <a href={href(`/import/korningar/${id}/hallna`)}>{w.run.heldLink}</a>
            </>
          ) : (
            w.rows.none
          )}
        </p>
      )}
      {items.length > 0 && <RowsTable rows={items} />}
      {rows.data && (
        <Paging
          labels={w.paging}
          page={page}
          pages={Math.ceil(rows.data.total / LIMIT)}
          link={(at) => address(path, { regel: rule, sida: at === 1 ? null : at })}
        />
      )}
    </>
  );
}

function RowsTable({ rows }: { rows: readonly Reject[] }) {
  const w = importWords.useWords();
  const { lang } = useLanguage();
  const r = w.rows;
  return (
    <CardTable
      label={r.title}
      kind="rows-table"
      heads={[numberHead(r.row), ...[r.column, r.raw, r.why, r.record].map(head)]}
    >
      {rows.map((one) => (
        <tr role="row" key={`${one.row} ${one.column} ${one.rule}`}>
          <th scope="row" role="rowheader" class="number">
            <span class="card-label">{r.row} </span>
            {formatCount(one.row, lang)}
          </th>
          <td role="cell" data-label={r.column}>
            {one.column ?? '–'}
          </td>
          <td role="cell" data-label={r.raw}>
            {one.raw === '' ? <em>{w.findings.empty}</em> : <code>{one.raw}</code>}
          </td>
          <td role="cell" data-label={r.why}>
            <strong>{w.ruleNames[one.rule] ?? one.rule}</strong>
            <span class="small">{said(one.message, lang)}</span>
          </td>
          <td role="cell" data-label={r.record}>
            <code class="record">{one.record}</code>
          </td>
        </tr>
      ))}
    </CardTable>
  );
}
