import type { HeldRow } from '../api/import-types';
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
      {canDecide && (
        <label class="field-check">
          <input
            type="checkbox"
            checked={all}
            onChange={(event) => onAll(event.currentTarget.checked)}
          />
          {h.all(formatCount(total, lang))}
        </label>
      )}
      <section class="table-scroll" aria-label={h.title} tabIndex={0}>
        <table class="held-table">
          <caption class="visually-hidden">{h.title}</caption>
          <thead>
            <tr>
              {canDecide && <th scope="col">{h.choose}</th>}
              <th scope="col" class="number">
                {w.rows.row}
              </th>
              <th scope="col">{w.rows.why}</th>
              <th scope="col">{h.values}</th>
              <th scope="col">{h.expected}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((one) => (
              <tr key={one.row}>
                {canDecide && (
                  <td>
                    <input
                      type="checkbox"
                      aria-label={h.chooseRow(formatCount(one.row, lang))}
                      checked={all || chosen.has(one.row)}
                      disabled={all}
                      onChange={(event) => toggle(one.row, event.currentTarget.checked)}
                    />
                  </td>
                )}
                <th scope="row" class="number">
                  {formatCount(one.row, lang)}
                </th>
                <td>
                  <strong>{w.ruleNames[one.rule] ?? one.rule}</strong>
                  <span class="small">{said(one.message, lang)}</span>
                </td>
                <td>
                  <Values values={one.values} />
                </td>
                <td>
                  <Anything value={one.expected} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
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
