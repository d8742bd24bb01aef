// The roles repeat the elements: browsers may forget them when narrow windows show rows as cards.
/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role */
import { useState } from 'preact/hooks';
import { Top } from '../admin/form-top';
import { AdminHead, AdminPage } from '../admin/frame';
import { Done } from '../admin/note';
import { toldBy, useAct } from '../admin/use-act';
import { adminWords } from '../admin/words';
import type { OrgUnit } from '../api/admin-types';
import { apiUrl } from '../api/client';
import type { Page } from '../api/types';
import { useFresh } from '../api/use-fresh';
import { CardTable, head } from '../components/card-table';
import { ErrorMessage } from '../components/error-message';
import { FormField } from '../components/form-field';
import { Pending } from '../components/pending';
import { SelectField } from '../components/select-field';
import { Tag } from '../components/tag';
import { today } from '../format/date';
import { useLanguage } from '../i18n/language';
import {
  branchesOf,
  isClosed,
  unitBody,
  unitFaults,
  unitForm,
  type UnitForm,
} from '../model/org-tree';
import { FormTitle } from '../plan/form-parts';
import { HistoryDialog, type Entry } from '../plan/history-dialog';
import { guard } from '../plan/saving';

const unitUrl = (id: string): string => apiUrl(`/org-units/${encodeURIComponent(id)}`);

/** S15: the administrations, boards and units, with when they hold. */
export function Organisation() {
  return (
    <AdminPage area="organisation" permission="org.edit">
      <OrganisationPage />
    </AdminPage>
  );
}

function OrganisationPage() {
  const { organisation: o } = adminWords.useWords();
  const { text } = useLanguage();
  const { data, error, again } = useFresh<Page<OrgUnit>>(apiUrl('/org-units', { limit: 1000 }));
  const [editing, setEditing] = useState<OrgUnit | 'new' | null>(null);
  const [past, setPast] = useState<OrgUnit | null>(null);
  const [said, setSaid] = useState('');
  const units = data?.items ?? [];
  const end = (saved: boolean) => {
    setEditing(null);
    setSaid(saved ? o.saved : '');
    again();
  };
  return (
    <>
      <AdminHead area="organisation">
        <p class="lead">{o.lead}</p>
        {!editing && (
          <p class="actions">
            <button type="button" class="primary" onClick={() => setEditing('new')}>
              {o.add}
            </button>
          </p>
        )}
      </AdminHead>
      {said && <Done key={said}>{said}</Done>}
      {error && <ErrorMessage error={error} onRetry={again} />}
      {!data && !error && <Pending shape="table" />}
      {editing && (
        <UnitEditor
          key={editing === 'new' ? '' : editing.id}
          unit={editing === 'new' ? null : editing}
          units={units}
          onDone={end}
        />
      )}
      {data && !editing && (
        <UnitTable
          units={units}
          onEdit={(unit) => {
            setSaid('');
            setEditing(unit);
          }}
          onHistory={setPast}
        />
      )}
      {past && (
        <HistoryDialog<Entry & { item: Pick<OrgUnit, 'name' | 'validFrom' | 'validTo'> }>
          name={past.code}
          url={unitUrl(past.id)}
          version={past.version}
          mayUndo
          describe={({ item }) =>
            ` ${text(item.name)} · ${item.validFrom ?? '…'} – ${item.validTo ?? '…'}`
          }
          onDone={(changed) => {
            setPast(null);
            if (changed) setSaid(o.undone);
            again();
          }}
        />
      )}
    </>
  );
}

function UnitTable({
  units,
  onEdit,
  onHistory,
}: {
  units: readonly OrgUnit[];
  onEdit: (unit: OrgUnit) => void;
  onHistory: (unit: OrgUnit) => void;
}) {
  const { organisation: o, common: c } = adminWords.useWords();
  const { text } = useLanguage();
  const now = today();
  return (
    <CardTable
      label={o.tree}
      kind="source-list"
      heads={[
        ...[o.code, c.name, o.kind, o.from, o.to, c.state].map(head),
        { name: o.actions, silent: true },
      ]}
    >
      {branchesOf(units).map(({ unit, depth }) => (
        <tr key={unit.id} role="row">
          <th scope="row" role="rowheader">
            <strong class={`tree-${Math.min(depth, 3)}`}>{unit.code}</strong>
          </th>
          <td role="cell" data-label={c.name}>
            {text(unit.name)}
          </td>
          <td role="cell" data-label={o.kind}>
            {o.kinds[unit.kind]}
          </td>
          <td role="cell" data-label={o.from}>
            {unit.validFrom ?? <span class="muted">{c.unknown}</span>}
          </td>
          <td role="cell" data-label={o.to}>
            {unit.validTo ?? '–'}
          </td>
          <td role="cell" data-label={c.state}>
            <Tag kind={isClosed(unit, now) ? 'off' : 'good'}>
              {isClosed(unit, now) ? o.closed : o.ongoing}
            </Tag>
          </td>
          <td role="cell" data-label={o.actions}>
            <span class="with-button">
              <button type="button" onClick={() => onEdit(unit)}>
                {c.change} <span class="visually-hidden">{unit.code}</span>
              </button>
              <button type="button" class="quiet" onClick={() => onHistory(unit)}>
                {o.history} <span class="visually-hidden">{unit.code}</span>
              </button>
            </span>
          </td>
        </tr>
      ))}
    </CardTable>
  );
}

function UnitEditor({
  unit,
  units,
  onDone,
}: {
  unit: OrgUnit | null;
  units: readonly OrgUnit[];
  onDone: (saved: boolean) => void;
}) {
  const { organisation: o, common: c } = adminWords.useWords();
  const { text } = useLanguage();
  const { busy, failure, act } = useAct();
  const [form, setForm] = useState(unitForm(unit));
  const [attempt, setAttempt] = useState(0);
  const set = (part: Partial<UnitForm>) => setForm((old) => ({ ...old, ...part }));
  const own = Object.fromEntries(
    Object.entries(unitFaults(form)).map(([field, fault]) => [field, o.faults[fault]]),
  );
  const faults = attempt > 0 ? { ...toldBy(failure, text), ...own } : {};
  const submit = async (event: Event) => {
    event.preventDefault();
    setAttempt(attempt + 1);
    if (Object.keys(own).length > 0) return;
    const saved = await act(
      unit ? 'PUT' : 'POST',
      unit ? unitUrl(unit.id) : apiUrl('/org-units'),
      { body: unitBody(form, unit), headers: guard(unit?.version ?? null) },
    );
    if (saved) onDone(true);
    else setAttempt(attempt + 2);
  };
  const field = (name: 'sv' | 'en' | 'validFrom' | 'validTo', label: string, hint?: string) => (
    <FormField
      id={name}
      label={label}
      value={form[name]}
      error={faults[name] ?? null}
      onInput={(value) => set({ [name]: value })}
      {...(hint ? { hint } : {})}
    />
  );
  return (
    <form class="card stack narrow" onSubmit={submit} noValidate>
      <FormTitle level="h2">{unit ? o.edit(unit.code) : o.addTitle}</FormTitle>
      <Top
        faults={faults}
        attempt={attempt}
        failure={failure}
        labels={{ code: o.code, sv: o.sv, en: o.en, validFrom: o.from, validTo: o.to }}
      />
      {!unit && (
        <FormField
          id="code"
          label={o.code}
          hint={o.codeHint}
          value={form.code}
          error={faults['code'] ?? null}
          onInput={(code) => set({ code: code.trim() })}
        />
      )}
      {field('sv', o.sv)}
      {field('en', o.en)}
      <SelectField
        label={o.kind}
        value={form.kind}
        options={Object.entries(o.kinds).map(([value, label]) => ({ value, label }))}
        onChange={(kind) => set({ kind: kind as OrgUnit['kind'] })}
      />
      <SelectField
        id="parent"
        label={o.parent}
        value={form.parent}
        error={faults['parent'] ?? null}
        options={[
          { value: '', label: o.top },
          ...units
            .filter((one) => one.id !== unit?.id)
            .map((one) => ({ value: one.id, label: `${one.code} – ${text(one.name)}` })),
        ]}
        onChange={(parent) => set({ parent })}
      />
      {field('validFrom', o.from, o.dateHint)}
      {field('validTo', o.to, unit ? o.closeHint : o.dateHint)}
      <p class="actions">
        <button type="submit" class="primary" disabled={busy}>
          {busy ? c.saving : c.save}
        </button>
        <button type="button" class="quiet" onClick={() => onDone(false)}>
          {c.cancel}
        </button>
      </p>
    </form>
  );
}
