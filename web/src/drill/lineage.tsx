import type { Breakdown } from '../api/drill-types';
import type { KeyFigure } from '../api/types';
import { formatCount, formatFree } from '../format/amount';
import { formatTime } from '../format/date';
import { formatExact, formatUnit } from '../format/number';
import { useLanguage } from '../i18n/language';
import { useHref } from '../routing/location';
import { may, useSession } from '../session/session';
import { drillWords } from './words';

/** How the value is computed, from which files, and why it changed. */
export function Lineage({ data, figure }: { data: Breakdown; figure: KeyFigure }) {
  const w = drillWords.useWords();
  const { text } = useLanguage();
  return (
    <>
      <section class="section" aria-labelledby="formula">
        <h2 id="formula">{w.formula}</h2>
        {data.formula && (
          <p class="formula">
            {text(data.formula.text)}
            <span class="small">{w.version(String(data.formula.version))}</span>
          </p>
        )}
        {(data.notes ?? []).map((note) => (
          <p key={note.rule + note.message.sv} class="message message-wait">
            {text(note.message)}
          </p>
        ))}
        <Factors data={data} />
      </section>
      <div class="columns">
        <section aria-labelledby="why">
          <h2 id="why">{w.why}</h2>
          <Changes data={data} figure={figure} />
        </section>
        <section aria-labelledby="imports">
          <h2 id="imports">{w.imports}</h2>
          <Files data={data} />
        </section>
      </div>
    </>
  );
}

function Factors({ data }: { data: Breakdown }) {
  const w = drillWords.useWords();
  const { t, lang } = useLanguage();
  if (data.factors.length === 0) return <p class="muted">{w.noFactors}</p>;
  return (
    <section class="table-scroll" aria-label={w.factors} tabIndex={0}>
      <table class="factors">
        <caption>{w.factors}</caption>
        <thead>
          <tr>
            <th scope="col">{w.factor}</th>
            <th scope="col">{w.measure}</th>
            <th scope="col" class="number">
              {t.value}
            </th>
            <th scope="col">{w.validFrom}</th>
            <th scope="col">{t.source}</th>
          </tr>
        </thead>
        <tbody>
          {data.factors.map((factor) => (
            <tr key={`${factor.item} ${factor.measure} ${factor.validFrom}`}>
              <th scope="row">{factor.item}</th>
              <td>{factor.measure}</td>
              <td class="number">
                {formatFree(factor.value, lang, 4)} {formatUnit(factor.unit, lang)}
              </td>
              <td>
                {factor.validFrom ?? '–'}
                {factor.carriedForward && <span class="small">{w.carried}</span>}
              </td>
              <td>{factor.source}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** An import's page is for those who may read it; the others see its time. */
function ImportLink({ id, words }: { id: string; words: string }) {
  const { session } = useSession();
  const href = useHref();
  return may(session, 'import.read') ? (
    <a href={href(`/import/korningar/${id}`)}>{words}</a>
  ) : (
    <>{words}</>
  );
}

function Changes({ data, figure }: { data: Breakdown; figure: KeyFigure }) {
  const w = drillWords.useWords();
  const { lang } = useLanguage();
  const show = (value: number | null) =>
    value === null ? w.first : formatExact(value, Math.max(figure.decimals, 1), lang);
  if (data.changes.length === 0) return <p class="muted">{w.noChanges}</p>;
  return (
    <ol class="timeline">
      {data.changes.map((change) => (
        <li key={change.at + change.kind + change.after}>
          <strong>
            {show(change.before) === show(change.after)
              ? w.unchanged(show(change.after))
              : w.fromTo(show(change.before), show(change.after))}
          </strong>
          <span class="small">
            {w.kinds[change.kind]},{' '}
            {change.import ? (
              <ImportLink id={change.import} words={formatTime(change.at)} />
            ) : (
              formatTime(change.at)
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}

function Files({ data }: { data: Breakdown }) {
  const w = drillWords.useWords();
  const { lang } = useLanguage();
  if (data.imports.length === 0) return <p class="muted">{w.noImports}</p>;
  return (
    <ul class="timeline">
      {data.imports.map((one) => (
        <li key={one.id}>
          <strong>
            <ImportLink id={one.id} words={one.fileName ?? one.source} />
          </strong>
          <span class="small">
            {one.source} · {w.recorded.toLowerCase()} {formatTime(one.recordedAt)} ·{' '}
            {formatCount(one.rows, lang)} {w.rows.toLowerCase()}
          </span>
        </li>
      ))}
    </ul>
  );
}
