// The roles repeat the elements: browsers may forget them when narrow windows show rows as cards.
/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role */
import { useId, useState } from 'preact/hooks';
import type { SuggestedColumn, Suggestion, TargetInfo } from '../api/import-types';
import { formatCount } from '../format/amount';
import { useLanguage } from '../i18n/language';
import {
  DATE_FORMS,
  isForbidden,
  isSure,
  isTime,
  spreadOf,
  takesUnit,
  unitsOf,
  type ColumnChoice,
} from '../model/wizard';
import { SPREAD, spreadFields } from '../model/spread';
import { sourceWords } from '../sources/words';
import { CardTable, head } from '../components/card-table';

/** Columns without a heading and without content are not worth a row. */
const isBlank = (column: SuggestedColumn): boolean =>
  column.samples.length === 0 && /^#\d+$/.test(column.name);

/** So many columns that are read alike are shown as one. */
const MANY = 3;

/** One row a column of the file: its first cells, what it becomes, unit and form. */
export function ColumnTable({
  suggestion,
  target,
  columns,
  onColumns,
}: {
  suggestion: Suggestion;
  target: TargetInfo;
  columns: readonly ColumnChoice[];
  onColumns: (columns: ColumnChoice[]) => void;
}) {
  const m = sourceWords.useWords().map;
  const spread = new Set(spreadOf(columns));
  const [together, setTogether] = useState(spread.size >= MANY);
  const change = (name: string, next: Partial<ColumnChoice>) =>
    onColumns(columns.map((one) => (one.name === name ? { ...one, ...next } : one)));
  const shown = suggestion.columns.filter((one) => !isBlank(one));
  const heads = [m.column, m.samples, m.field, m.unitOrForm].map(head);
  const first = shown.find((one) => spread.has(one.name));
  return (
    <CardTable label={m.caption} kind="column-table" heads={heads}>
      {shown.map((column) =>
        together && spread.has(column.name) ? (
          column === first && (
            <SpreadRow
              key={column.name}
              columns={shown.filter((one) => spread.has(one.name))}
              onApart={() => setTogether(false)}
              onNone={() =>
                onColumns(columns.map((one) => (spread.has(one.name) ? { ...one, to: '' } : one)))
              }
            />
          )
        ) : (
          <ColumnRow
            key={column.name}
            column={column}
            target={target}
            choice={
              columns.find((one) => one.name === column.name) ?? {
                name: column.name,
                to: '',
                unit: '',
                form: '',
              }
            }
            onChange={(next) => change(column.name, next)}
          />
        ),
      )}
    </CardTable>
  );
}

/** All the columns whose headings are periods, as one. */
function SpreadRow({
  columns,
  onApart,
  onNone,
}: {
  columns: readonly SuggestedColumn[];
  onApart: () => void;
  onNone: () => void;
}) {
  const m = sourceWords.useWords().map;
  const name = m.spreadOf(columns[0]?.name ?? '', columns.at(-1)?.name ?? '');
  return (
    <tr role="row">
      <th scope="row" role="rowheader">
        <strong>{name}</strong>
        <span class="small">{m.spreadCount(columns.length)}</span>
        <button type="button" class="quiet flush small" onClick={onApart}>
          {m.spreadApart}
        </button>
      </th>
      <td role="cell" data-label={m.samples}>
        <Samples samples={columns.map((one) => one.samples[0] ?? '').slice(0, 5)} />
      </td>
      <td role="cell" data-label={m.field}>
        <select
          aria-label={`${m.field}: ${name}`}
          value={SPREAD}
          onChange={(event) => event.currentTarget.value === '' && onNone()}
        >
          <option value={SPREAD} selected>
            {m.spread}
          </option>
          <option value="">{m.notSaved}</option>
        </select>
        <span class="small">{m.spreadText}</span>
      </td>
      <td role="cell" class="extra" />
    </tr>
  );
}

function Samples({ samples }: { samples: readonly string[] }) {
  return (
    <ul class="samples">
      {samples.map((sample, index) => (
        // The same words may come twice; their place is what tells them apart.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={index}>{sample}</li>
      ))}
    </ul>
  );
}

function ColumnRow({
  column,
  target,
  choice,
  onChange,
}: {
  column: SuggestedColumn;
  target: TargetInfo;
  choice: ColumnChoice;
  onChange: (next: Partial<ColumnChoice>) => void;
}) {
  const m = sourceWords.useWords().map;
  const { text, lang } = useLanguage();
  const id = useId();
  const personal = column.looksPersonal;
  const field = target.fields.find((one) => one.name === choice.to);
  const suggestedHere = column.suggested?.to === choice.to && choice.to !== '';
  return (
    <tr role="row" class={choice.to === '' ? 'left-out' : ''}>
      <th scope="row" role="rowheader" id={id}>
        <strong>{column.name}</strong>
        {column.empty > 0 && <span class="small">{m.empty(formatCount(column.empty, lang))}</span>}
        {personal && (
          <span class={isForbidden(column) ? 'flag flag-bad' : 'flag'}>
            <span aria-hidden="true">⚑</span> {m.personal[personal]}
          </span>
        )}
      </th>
      <td role="cell" data-label={m.samples}>
        <Samples samples={column.samples} />
      </td>
      <td role="cell" data-label={m.field}>
        {isForbidden(column) ? (
          <>
            <strong>{m.notSaved}</strong>
            <span class="small">{m.personalText}</span>
          </>
        ) : (
          <>
            <select
              aria-label={`${m.field}: ${column.name}`}
              value={choice.to}
              onChange={(event) => onChange({ to: event.currentTarget.value, unit: '', form: '' })}
            >
              <option value="" selected={choice.to === ''}>
                {m.notSaved}
              </option>
              {target.fields.map((one) => (
                <option key={one.name} value={one.name} selected={one.name === choice.to}>
                  {text(one.label)}
                  {one.required ? ` (${m.required})` : ''}
                </option>
              ))}
              {spreadFields(target) && (
                <option value={SPREAD} selected={choice.to === SPREAD}>
                  {m.spread}
                </option>
              )}
            </select>
            {suggestedHere && <span class="small">{isSure(column) ? m.sure : m.unsure}</span>}
          </>
        )}
      </td>
      <td
        role="cell"
        class="extra"
        data-label={isTime(field) ? m.dateForm : takesUnit(target, choice.to) ? m.unit : undefined}
      >
        <Extra column={column} target={target} choice={choice} onChange={onChange} />
      </td>
    </tr>
  );
}

/** The unit of a quantity, or the form of a date. */
function Extra({
  column,
  target,
  choice,
  onChange,
}: {
  column: SuggestedColumn;
  target: TargetInfo;
  choice: ColumnChoice;
  onChange: (next: Partial<ColumnChoice>) => void;
}) {
  const m = sourceWords.useWords().map;
  const field = target.fields.find((one) => one.name === choice.to);
  if (takesUnit(target, choice.to))
    return (
      <select
        aria-label={`${m.unit}: ${column.name}`}
        value={choice.unit}
        onChange={(event) => onChange({ unit: event.currentTarget.value })}
      >
        <option value="" selected={choice.unit === ''}>
          {m.unitColumn}
        </option>
        {unitsOf(target).map((unit) => (
          <option key={unit} value={unit} selected={unit === choice.unit}>
            {unit}
          </option>
        ))}
      </select>
    );
  if (isTime(field))
    return (
      <select
        aria-label={`${m.dateForm}: ${column.name}`}
        value={choice.form}
        onChange={(event) => onChange({ form: event.currentTarget.value })}
      >
        <option value="" selected={choice.form === ''}>
          {m.dateAuto}
        </option>
        {DATE_FORMS.map((form) => (
          <option key={form} value={form} selected={form === choice.form}>
            {form}
          </option>
        ))}
      </select>
    );
  return <span class="muted">{field?.unit ?? ''}</span>;
}
