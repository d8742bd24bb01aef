// The roles repeat the elements: browsers may forget them when narrow windows show rows as cards.
/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role */
import { useEffect, useState } from 'preact/hooks';
import { AdminHead, AdminPage } from '../admin/frame';
import { adminWords } from '../admin/words';
import type { AuditEntry, AuditPage, Verification } from '../api/admin-types';
import { apiUrl, type ApiError } from '../api/client';
import { send } from '../api/send';
import { useFresh } from '../api/use-fresh';
import { CardTable, head } from '../components/card-table';
import { ErrorMessage } from '../components/error-message';
import { FormField } from '../components/form-field';
import { Paging } from '../components/paging';
import { Pending } from '../components/pending';
import { SelectField } from '../components/select-field';
import { Tag } from '../components/tag';
import { formatCount } from '../format/amount';
import { formatTime } from '../format/date';
import { useLanguage } from '../i18n/language';
import {
  auditFile,
  auditUrl,
  filterAddress,
  filterIn,
  isDate,
  pagesOf,
  type AuditFilter,
} from '../model/audit-filter';
import { useRouter } from '../routing/location';

/** S15: who did what, and whether the log is whole. */
export function Log() {
  return (
    <AdminPage area="log" permission="audit.read">
      <LogPage />
    </AdminPage>
  );
}

function LogPage() {
  const { log: l, common: c } = adminWords.useWords();
  const { lang } = useLanguage();
  const { query, go } = useRouter();
  const filter = filterIn(query);
  const { data, error, again } = useFresh<AuditPage>(auditUrl(filter));
  const isFiltered = filterAddress({ ...filter, page: 1 }) !== '/admin/logg';
  return (
    <>
      <AdminHead area="log">
        <p class="lead">{l.lead[data?.sight ?? 'own']}</p>
      </AdminHead>
      <Chain />
      <FilterForm key={filterAddress(filter)} filter={filter} isFiltered={isFiltered} onShow={go} />
      {error && <ErrorMessage error={error} onRetry={again} />}
      {!data && !error && <Pending shape="table" />}
      {data && (
        <p class="actions">
          <span role="status">{l.count(formatCount(data.total, lang))}</span>
          <a class="button" href={auditFile(filter, lang)} download>
            {l.csv}
          </a>
        </p>
      )}
      {data?.total === 0 && <p class="message">{isFiltered ? l.none : l.empty}</p>}
      {data && data.items.length > 0 && <LogTable entries={data.items} />}
      {data && (
        <Paging
          labels={c.pages}
          page={filter.page}
          pages={pagesOf(data.total)}
          link={(page) => filterAddress({ ...filter, page })}
        />
      )}
    </>
  );
}

/** Whether anybody has changed the log, told when asked. */
function Chain() {
  const { log: l } = adminWords.useWords();
  const { text, lang } = useLanguage();
  const [verdict, setVerdict] = useState<Verification | null>(null);
  const [failure, setFailure] = useState<ApiError | null>(null);
  const [asked, setAsked] = useState(0);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    setBusy(true);
    setFailure(null);
    send<Verification>('GET', apiUrl('/audit/verification'), { language: lang })
      .then(({ data }) => setVerdict(data), setFailure)
      .finally(() => setBusy(false));
  }, [asked, lang]);
  const until = verdict?.until ? formatTime(verdict.until) : '';
  return (
    <div class="message" role="status" aria-live="polite">
      {busy && !verdict && <p>{l.verifying}</p>}
      {verdict?.whole && (
        <p>
          <Tag kind="good">{l.isWhole}</Tag>{' '}
          {verdict.entries === 0 ? l.empty : l.whole(until, formatCount(verdict.entries, lang))}
        </p>
      )}
      {verdict?.fault && (
        <p>
          <Tag kind="bad">{l.isBroken}</Tag> {l.broken(verdict.fault.seq)}{' '}
          {text(verdict.fault.message)}
          {until && ` · ${l.lastWhole(until)}`}
        </p>
      )}
      {failure && <ErrorMessage error={failure} />}
      <p>
        <button type="button" disabled={busy} onClick={() => setAsked(asked + 1)}>
          {busy && verdict ? l.verifying : l.verify}
        </button>
      </p>
    </div>
  );
}

function FilterForm({
  filter,
  isFiltered,
  onShow,
}: {
  filter: AuditFilter;
  isFiltered: boolean;
  onShow: (address: string) => void;
}) {
  const { log: l } = adminWords.useWords();
  const [form, setForm] = useState(filter);
  const [asked, setAsked] = useState(false);
  const set = (part: Partial<AuditFilter>) => setForm((old) => ({ ...old, ...part }));
  const badDate = (date: string) => (asked && date && !isDate(date) ? l.badDate : null);
  const submit = (event: Event) => {
    event.preventDefault();
    setAsked(true);
    if ([form.from, form.to].some((date) => date && !isDate(date))) return;
    onShow(filterAddress({ ...form, page: 1 }));
  };
  return (
    <form class="stack" aria-label={l.filter} onSubmit={submit} noValidate>
      <div class="measure-form">
        <FormField label={l.actor} value={form.actor} onInput={(actor) => set({ actor })} />
        <SelectField
          label={l.action}
          value={form.action}
          options={[
            { value: '', label: l.any },
            ...Object.entries(l.kinds).map(([value, label]) => ({ value, label })),
          ]}
          onChange={(action) => set({ action })}
        />
        <FormField label={l.object} value={form.object} onInput={(object) => set({ object })} />
        <FormField
          label={l.from}
          hint={l.dateHint}
          value={form.from}
          error={badDate(form.from)}
          onInput={(from) => set({ from })}
        />
        <FormField
          label={l.to}
          hint={l.dateHint}
          value={form.to}
          error={badDate(form.to)}
          onInput={(to) => set({ to })}
        />
      </div>
      <p class="actions">
        <button type="submit" class="primary">
          {l.show}
        </button>
        {isFiltered && (
          <button type="button" class="quiet" onClick={() => onShow('/admin/logg')}>
            {l.clear}
          </button>
        )}
      </p>
    </form>
  );
}

function LogTable({ entries }: { entries: readonly AuditEntry[] }) {
  const w = adminWords.useWords();
  const l = w.log;
  return (
    <CardTable
      label={w.menu.log[0] ?? ''}
      kind="source-list"
      heads={[l.time, l.who, l.what, l.note].map(head)}
    >
      {entries.map((entry) => (
        <tr key={entry.seq} role="row">
          <th scope="row" role="rowheader">
            <time dateTime={entry.time}>{formatTime(entry.time)}</time>
            <span class="small">
              {l.number} {entry.seq}
            </span>
          </th>
          <td role="cell" data-label={l.who}>
            {entry.actor || '–'}
            {entry.role && <span class="small">{entry.role}</span>}
          </td>
          <td role="cell" data-label={l.what}>
            <code>{entry.action}</code>
            <span class="small breakable">{entry.object}</span>
          </td>
          <td role="cell" data-label={l.note}>
            {entry.note || <span class="muted">–</span>}
          </td>
        </tr>
      ))}
    </CardTable>
  );
}
