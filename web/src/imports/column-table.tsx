// The roles repeat the elements: browsers may forget them when narrow windows show rows as cards.
/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role */
import { useId } from 'preact/hooks';
import type { SuggestedColumn, Suggestion, TargetInfo } from '../api/import-types';
import { formatCount } from '../format/amount';
import { useLanguage } from '../i18n/language';
import {
  DATE_FORMS,
  isForbidden,
  isSure,
  isTime,
  spreadColumns,
  takesUnit,
  unitsOf,
  type ColumnChoice,
} from '../model/wizard';
import { sourceWords } from '../sources/words';

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
  const spread = new Set(spreadColumns(suggestion));
  const change = (name: string, next: Partial<ColumnChoice>) =>
    onColumns(columns.map((one) => (one.name === name ? { ...one, ...next } : one)));
  return (
    <section class="table-scroll" aria-label={m.caption} tabIndex={0}>
      <table class="cards column-table" role="table">
        <caption class="visually-hidden">{m.caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {[m.column, m.samples, m.field, `${m.unit} / ${m.dateForm.toLowerCase()}`].map(
              (name) => (
                <th key={name} scope="col" role="columnheader">
                  {name}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {suggestion.columns.map((column) => (
            <ColumnRow
              key={column.name}
              column={column}
              spread={spread.has(column.name)}
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
          ))}
        </tbody>
      </table>
    </section>
  );
}

function ColumnRow({
  column,
  spread,
  target,
  choice,
  onChange,
}: {
  column: SuggestedColumn;
  /** Its cells become rows of their own. */
  spread: boolean;
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
    <tr role="row" class={choice.to === '' && !spread ? 'left-out' : ''}>
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
        <ul class="samples">
          {column.samples.map((sample, index) => (
            // The same words may come twice; their place is what tells them apart.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={index}>{sample}</li>
          ))}
        </ul>
      </td>
      <td role="cell" data-label={m.field}>
        {spread ? (
          m.spread
        ) : isForbidden(column) ? (
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
