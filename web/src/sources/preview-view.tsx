import type { Preview, TargetField } from '../api/import-types';
import { formatCount, formatFree } from '../format/amount';
import { formatValue } from '../format/number';
import { useLanguage } from '../i18n/language';
import { said } from '../imports/words';
import { sourceWords } from './words';

/** How the first rows of a file are read under a mapping, what cannot be read, and the sums. */
export function PreviewView({
  preview,
  fields = [],
}: {
  preview: Preview;
  fields?: readonly TargetField[];
}) {
  const w = sourceWords.useWords();
  const { lang, text } = useLanguage();
  const labelOf = (name: string) => {
    const field = fields.find((one) => one.name === name);
    return field ? text(field.label) : name;
  };
  if (preview.refused)
    return (
      <div class="message message-error" role="alert">
        <p class="message-title">{w.check.refused}</p>
        <p>{said(preview.refused.message, lang)}</p>
        <p>
          {w.check.refusedText} {w.check.refusedAct}
        </p>
      </div>
    );
  return (
    <>
      {preview.shown.length === 0 ? (
        <p>{w.map.noShown}</p>
      ) : (
        <ShownRows preview={preview} fields={fields} labelOf={labelOf} />
      )}
      {preview.faults.length > 0 && <FaultyRows preview={preview} />}
      <Sums preview={preview} labelOf={labelOf} />
      <Left title={w.check.unmapped} names={preview.unmapped} />
      <Left title={w.check.dropped} names={preview.dropped} />
    </>
  );
}

type Cell = string | number | null | undefined;
const isNumber = (cell: Cell): boolean => typeof cell === 'number' || /^-?\d/.test(cell ?? '');
const decimalsOf = (cell: Cell): number =>
  Math.min(String(cell ?? '').split('.')[1]?.length ?? 0, 4);

/** Enough to see whether the columns are right. */
const SHOWN = 8;

function ShownRows({
  preview,
  fields,
  labelOf,
}: {
  preview: Preview;
  fields: readonly TargetField[];
  labelOf: (field: string) => string;
}) {
  const w = sourceWords.useWords();
  const { lang } = useLanguage();
  const place = (name: string) => {
    const at = fields.findIndex((one) => one.name === name);
    return at < 0 ? fields.length : at;
  };
  const names = [...new Set(preview.shown.flatMap((row) => Object.keys(row.fields)))]
    .filter((name) => preview.shown.some((row) => (row.fields[name] ?? '') !== ''))
    .sort((one, other) => place(one) - place(other));
  // Codes may be all figures too: only what is a number by its kind is written as one.
  const numeric = new Set(
    names.filter(
      (name) =>
        ['decimal', 'integer'].includes(fields.find((one) => one.name === name)?.type ?? '') ||
        preview.shown.some((row) => typeof row.fields[name] === 'number'),
    ),
  );
  // As many decimals in a column as its most exact number has, so that they stand in line.
  const decimals = (name: string) =>
    Math.max(...preview.shown.map((row) => decimalsOf(row.fields[name])));
  const show = (name: string, cell: Cell) =>
    numeric.has(name) && isNumber(cell)
      ? formatValue(Number(cell), decimals(name), lang)
      : (w.choices[String(cell)] ?? cell ?? '');
  const rest = preview.shown.length - SHOWN;
  return (
    <>
      <section class="table-scroll" aria-label={w.map.rowsShown} tabIndex={0}>
        <table class="preview">
          <caption>{w.map.rowsShown}</caption>
          <thead>
            <tr>
              <th scope="col" class="number">
                {w.map.row}
              </th>
              {names.map((name) => (
                <th key={name} scope="col" class={numeric.has(name) ? 'number' : ''}>
                  {labelOf(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {preview.shown.slice(0, SHOWN).map((row, index) => (
              // A row of a wide file becomes several, all with its number.
              // oxlint-disable-next-line react/no-array-index-key
              <tr key={`${row.row} ${index}`}>
                <th scope="row" class="number">
                  {formatCount(row.row, lang)}
                </th>
                {names.map((name) => (
                  <td key={name} class={numeric.has(name) ? 'number' : ''}>
                    {show(name, row.fields[name])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {rest > 0 && <p class="muted more-rows">{w.map.moreRows(formatCount(rest, lang))}</p>}
    </>
  );
}

function FaultyRows({ preview }: { preview: Preview }) {
  const w = sourceWords.useWords();
  const { lang } = useLanguage();
  return (
    <section class="table-scroll" aria-label={w.editor.faultsFound} tabIndex={0}>
      <table class="preview">
        <caption>{w.editor.faultsFound}</caption>
        <thead>
          <tr>
            <th scope="col" class="number">
              {w.map.row}
            </th>
            <th scope="col">{w.map.from}</th>
            <th scope="col">{w.map.raw}</th>
            <th scope="col">{w.map.why}</th>
          </tr>
        </thead>
        <tbody>
          {preview.faults.slice(0, 20).map((fault) => (
            <tr key={`${fault.row} ${fault.column} ${fault.rule}`}>
              <th scope="row" class="number">
                {formatCount(fault.row, lang)}
              </th>
              <td>{fault.column ?? '–'}</td>
              <td>
                <code>{fault.raw}</code>
              </td>
              <td>{said(fault.message, lang)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Sums({ preview, labelOf }: { preview: Preview; labelOf: (field: string) => string }) {
  const w = sourceWords.useWords();
  const { lang } = useLanguage();
  if (preview.totals.length === 0) return null;
  return (
    <dl class="facts sums">
      {preview.totals.map((total) => (
        <div key={`${total.field} ${total.unit}`}>
          <dt>
            {w.check.sum}: {labelOf(total.field)}
          </dt>
          <dd>
            {formatFree(total.sum, lang)} {total.unit}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Left({ title, names }: { title: string; names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <p>
      <strong>{title}:</strong> {names.join(', ')}
    </p>
  );
}
