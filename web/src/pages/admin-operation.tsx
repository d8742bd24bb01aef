// The roles repeat the elements: browsers may forget them when narrow windows show rows as cards.
/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role */
import { AdminHead, AdminPage } from '../admin/frame';
import { adminWords } from '../admin/words';
import type { Checks, Operation } from '../api/admin-types';
import { apiUrl } from '../api/client';
import { useFresh } from '../api/use-fresh';
import { CardTable, head, numberHead } from '../components/card-table';
import { ErrorMessage } from '../components/error-message';
import { FactList } from '../components/fact-list';
import { Pending } from '../components/pending';
import { Tag, type TagKind } from '../components/tag';
import { formatBytes, formatCount } from '../format/amount';
import { formatTime } from '../format/date';
import { useLanguage } from '../i18n/language';
import { useHref } from '../routing/location';

const OUTCOMES: Record<Operation['pulls'][number]['outcome'], TagKind> = {
  never: 'off',
  stored: 'good',
  unchanged: 'good',
  rejected: 'wait',
  failed: 'bad',
};
const RESULTS: Record<Checks['checks'][number]['result'], TagKind> = {
  ok: 'good',
  warning: 'wait',
  failed: 'bad',
};

/** S15: how the service is doing. */
export function OperationState() {
  return (
    <AdminPage area="operation" permission="operation.read">
      <OperationPage />
    </AdminPage>
  );
}

function OperationPage() {
  const { operation: o } = adminWords.useWords();
  const { data, error, again } = useFresh<Operation>(
    apiUrl('/operation'),
    (state) => state.running.length > 0,
  );
  return (
    <>
      <AdminHead area="operation">
        <p class="lead">{o.lead}</p>
      </AdminHead>
      {error && <ErrorMessage error={error} onRetry={again} />}
      {!data && !error && <Pending shape="lines" />}
      {data && <State state={data} />}
      {data && <Running state={data} />}
      {data && <Pulls state={data} />}
      <Doctor />
    </>
  );
}

function State({ state }: { state: Operation }) {
  const { operation: o } = adminWords.useWords();
  const { lang } = useLanguage();
  const href = useHref();
  const { store, migrations, disk } = state;
  return (
    <FactList
      facts={[
        [o.version, state.version],
        [
          o.store,
          store.writable ? store.engine : `${store.engine}. ${o.readOnly}: ${store.reason}`,
        ],
        [o.size, formatBytes(store.sizeBytes + store.logBytes, lang)],
        [
          o.migrations,
          migrations.pending === 0
            ? o.upToDate(migrations.applied, migrations.newest ?? '')
            : o.pending(migrations.pending),
        ],
        [o.backup, state.backup.lastAt ? formatTime(state.backup.lastAt) : o.noBackup],
        [
          o.disk,
          disk && o.of(formatBytes(disk.freeBytes, lang), formatBytes(disk.totalBytes, lang)),
        ],
        [
          o.audit,
          <a key="log" href={href('/admin/logg')}>
            {o.entries(formatCount(state.audit.entries, lang))}
          </a>,
        ],
      ]}
    />
  );
}

function Running({ state }: { state: Operation }) {
  const { operation: o } = adminWords.useWords();
  const { lang } = useLanguage();
  return (
    <section class="section">
      <h2>{o.running}</h2>
      {state.running.length === 0 ? (
        <p class="muted">{o.noRunning}</p>
      ) : (
        <CardTable
          label={o.running}
          kind="source-list"
          heads={[head(o.source), head(o.file), head(o.started), numberHead(o.rows)]}
        >
          {state.running.map((one) => (
            <tr key={`${one.source} ${one.startedAt}`} role="row">
              <th scope="row" role="rowheader">
                {one.source}
              </th>
              <td role="cell" data-label={o.file}>
                {one.fileName ?? '–'}
              </td>
              <td role="cell" data-label={o.started}>
                {formatTime(one.startedAt)}
              </td>
              <td role="cell" class="number" data-label={o.rows}>
                {formatCount(one.rowsRead, lang)}
              </td>
            </tr>
          ))}
        </CardTable>
      )}
    </section>
  );
}

function Pulls({ state }: { state: Operation }) {
  const { operation: o, common: c } = adminWords.useWords();
  const { text } = useLanguage();
  const href = useHref();
  const time = (at: string | null) => (at ? formatTime(at) : <span class="muted">{c.never}</span>);
  return (
    <section class="section">
      <h2>{o.pulls}</h2>
      {state.pulls.length === 0 ? (
        <p class="muted">{o.noPulls}</p>
      ) : (
        <CardTable
          label={o.pulls}
          kind="source-list"
          heads={[o.source, c.state, o.attempted, o.succeeded, o.nextRun].map(head)}
        >
          {state.pulls.map((pull) => (
            <tr key={pull.source} role="row">
              <th scope="row" role="rowheader">
                <a href={href(`/admin/kallor/${pull.source}`)}>{pull.source}</a>
              </th>
              <td role="cell" data-label={c.state}>
                <Tag kind={OUTCOMES[pull.outcome]}>{o.outcomes[pull.outcome]}</Tag>
                {pull.message && <span class="small">{text(pull.message)}</span>}
              </td>
              <td role="cell" data-label={o.attempted}>
                {time(pull.attemptedAt)}
              </td>
              <td role="cell" data-label={o.succeeded}>
                {time(pull.succeededAt)}
              </td>
              <td role="cell" data-label={o.nextRun}>
                {pull.nextRunAt ? formatTime(pull.nextRunAt) : '–'}
              </td>
            </tr>
          ))}
        </CardTable>
      )}
    </section>
  );
}

/** What `tertil doctor` says; asked for on its own, because it looks at everything. */
function Doctor() {
  const { operation: o } = adminWords.useWords();
  const { text } = useLanguage();
  const { data, error, again } = useFresh<Checks>(apiUrl('/operation/checks'));
  return (
    <section class="section">
      <h2>{o.checks}</h2>
      {error && <ErrorMessage error={error} onRetry={again} />}
      {!data && !error && <p role="status">{o.checking}</p>}
      {data?.checks.length === 0 && <p class="muted">{o.notAsked}</p>}
      {data && data.checks.length > 0 && (
        <>
          <p role="status">{data.ok ? o.ok : o.notOk}</p>
          <ul class="check-list">
            {data.checks.map((check) => (
              <li key={`${check.name} ${check.found.sv}`}>
                <Tag kind={RESULTS[check.result]}>{o.results[check.result]}</Tag>
                <span>
                  {text(check.found)}
                  {check.remedy && <span class="small">→ {text(check.remedy)}</span>}
                </span>
              </li>
            ))}
          </ul>
          <p class="actions">
            <button type="button" onClick={again}>
              {o.checkNow}
            </button>
          </p>
        </>
      )}
    </section>
  );
}
