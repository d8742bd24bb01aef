// The roles repeat the elements: browsers may forget them when narrow windows show rows as cards.
/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role */
import type { HeldRow } from '../api/import-types';
import { CardTable, head, numberHead } from '../components/card-table';
import { formatCount, formatFree } from '../format/amount';
import { useLanguage } from '../i18n/language';
import { importWords, said } from './words';

/** The held rows with what was expected instead, and a box to choose each. */
export function HeldTable({
  rows,
  total,
  all,
  chosen,
  canDecide,
  onAll,
  onChoose,
}: {
  rows: readonly HeldRow[];
  total: number;
  all: boolean;
  chosen: ReadonlySet<number>;
  canDecide: boolean;
  onAll: (all: boolean) => void;
  onChoose: (rows: ReadonlySet<number>) => void;
}) {
  const w = importWords.useWords();
  const h = w.held;
  const { lang } = useLanguage();
  const toggle = (row: number, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(row);
    else next.delete(row);
    onChoose(next);
  };
  return (
    <>
      {canDecide && total > 1 && (
        <label class="field-check">
          <input
            type="checkbox"
            checked={all}
            onChange={(event) => onAll(event.currentTarget.checked)}
          />
          {h.all(formatCount(total, lang))}
        </label>
      )}
      <CardTable
        label={h.title}
        kind="held-table"
        heads={[
          ...(canDecide ? [head(h.choose)] : []),
          numberHead(w.rows.row),
          ...[w.rows.why, h.values, h.expected].map(head),
        ]}
      >
        {rows.map((one) => (
          <tr role="row" key={one.row}>
            {canDecide && (
              <td role="cell">
                <input
                  type="checkbox"
                  aria-label={h.chooseRow(formatCount(one.row, lang))}
                  checked={all || chosen.has(one.row)}
                  disabled={all}
                  onChange={(event) => toggle(one.row, event.currentTarget.checked)}
                />
              </td>
            )}
            <th scope="row" role="rowheader" class="number">
              <span class="card-label">{w.rows.row} </span>
              {formatCount(one.row, lang)}
            </th>
            <td role="cell">
              <strong>{w.ruleNames[one.rule] ?? one.rule}</strong>
              <span class="small">{said(one.message, lang)}</span>
            </td>
            <td role="cell" data-label={h.values}>
              <Values values={one.values} />
            </td>
            <td role="cell" data-label={h.expected}>
              <Anything value={one.expected} />
            </td>
          </tr>
        ))}
      </CardTable>
    </>
  );
}

/** Whatever the rule compared with: a number, words, or several of them with names. */
function Anything({ value }: { value: unknown }) {
  const { lang } = useLanguage();
  if (value === null || value === undefined || value === '') return <span class="muted">–</span>;
  if (typeof value === 'number') return <>{formatFree(value, lang)}</>;
  if (typeof value === 'object') return <Values values={value as Record<string, unknown>} />;
  return <>{String(value)}</>;
}

function Values({ values }: { values: Record<string, unknown> }) {
  const w = importWords.useWords();
  return (
    <dl class="pairs">
      {Object.entries(values)
        .filter(([, value]) => value !== null && value !== '')
        .map(([name, value]) => (
          <div key={name}>
            <dt>{w.fieldNames[name] ?? name}</dt>
            <dd>
              <Anything value={value} />
            </dd>
          </div>
        ))}
    </dl>
  );
}
