import { useEffect, useId, useState } from 'preact/hooks';
import { apiUrl } from '../api/client';
import type { Ranking, WhatIf } from '../api/types';
import { useResource } from '../api/use-resource';
import { changeUnit, formatExact, formatUnit, withUnit } from '../format/number';
import { parseNumber, plainNumber } from '../format/parse-number';
import { useLanguage } from '../i18n/language';
import { ErrorMessage } from './error-message';
import { ClassBadge, RankOf } from './rank-badge';

const WAIT = 300;

/** Try another value for the own region: the API answers with rank, class and who is affected. */
export function WhatIfPanel({
  ranking,
  region,
  series,
}: {
  ranking: Ranking;
  region: string;
  series: string | null;
}) {
  const { t, lang } = useLanguage();
  const row = ranking.rows.find((one) => one.region === region);
  const start = row ? plainNumber(row.value, lang) : '';
  const [written, setWritten] = useState(start);
  const [asked, setAsked] = useState<number | null>(row?.value ?? null);
  const id = useId();
  useEffect(() => {
    setWritten(start);
  }, [start, ranking.year, ranking.keyFigure, region]);
  // The field has no more than three decimals; untouched, it means the value itself.
  const parsed = row && written === start ? row.value : parseNumber(written);
  useEffect(() => {
    const timer = setTimeout(() => parsed !== null && setAsked(parsed), WAIT);
    return () => clearTimeout(timer);
  }, [parsed]);
  const url =
    row && asked !== null
      ? apiUrl(`/key-figures/${ranking.keyFigure}/what-if`, {
          region,
          year: ranking.year,
          value: asked,
          series,
          scheme: ranking.scheme === 'thirds' ? null : ranking.scheme,
        })
      : null;
  const { data, error, retry } = useResource<WhatIf>(url);
  // A value the key figure cannot have is the writer's to mend: it is told at the field.
  const refused = error && [400, 422].includes(error.status) ? error.message : null;
  const name = row?.name ?? ranking.missing.find((one) => one.region === region)?.name ?? region;
  return (
    <section class="card what-if" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t.whatIf.title}</h2>
      {!row && <p>{t.whatIf.noValue}</p>}
      {row && (
        <>
          <p>{t.whatIf.lead(name, ranking.year)}</p>
          <div class="what-if-row">
            <div class="field">
              <label for={id}>
                {t.whatIf.input} ({formatUnit(ranking.unit, lang)})
              </label>
              <input
                id={id}
                type="text"
                inputMode="decimal"
                autocomplete="off"
                value={written}
                aria-invalid={parsed === null || refused !== null}
                aria-describedby={`${id}-error`}
                onInput={(event) => setWritten(event.currentTarget.value)}
              />
            </div>
            <button type="button" onClick={() => setWritten(start)}>
              {t.whatIf.reset}
            </button>
          </div>
          <p id={`${id}-error`} class="field-error" aria-live="polite">
            {parsed === null ? t.whatIf.invalid : refused}
          </p>
          {error && refused === null && <ErrorMessage error={error} onRetry={retry} />}
          {data && <Answer answer={data} ranking={ranking} />}
        </>
      )}
    </section>
  );
}

function Answer({ answer, ranking }: { answer: WhatIf; ranking: Ranking }) {
  const { t, lang } = useLanguage();
  const words = t.classes[ranking.scheme];
  const exact = (value: number) =>
    withUnit(formatExact(value, ranking.decimals, lang), formatUnit(ranking.unit, lang));
  const { toBetterClass: better, toWorseClass: worse } = answer;
  const apart = (value: number) =>
    withUnit(formatExact(value, ranking.decimals, lang), changeUnit(ranking.unit, t.points, lang));
  const changed = answer.others.changedClass;
  const Figure = ({ value }: { value: number }) => (
    <span class="big">
      {formatExact(value, ranking.decimals, lang)} <small>{formatUnit(ranking.unit, lang)}</small>
    </span>
  );
  return (
    <div aria-live="polite">
      <div class="what-if-results">
        {answer.today && (
          <div>
            <span class="small">{t.whatIf.today}</span>
            <Figure value={answer.today.value} />
            <RankOf rank={answer.today.rank} of={ranking.n} rankClass={answer.today.class} />{' '}
            <ClassBadge rankClass={answer.today.class} scheme={ranking.scheme} />
          </div>
        )}
        <div>
          <span class="small">{t.whatIf.result}</span>
          <Figure value={answer.value} />
          <RankOf rank={answer.rank} of={answer.n} rankClass={answer.class} />{' '}
          <ClassBadge rankClass={answer.class} scheme={ranking.scheme} />
          {answer.tied > 1 && <span class="small">{t.whatIf.sharedBy(answer.tied)}</span>}
        </div>
      </div>
      <h3>{t.whatIf.better}</h3>
      <p>
        {better
          ? t.whatIf.toBetter(words[better.class], exact(better.value), apart(better.gap))
          : answer.class === null
            ? t.whatIf.noClass
            : t.whatIf.best}
      </p>
      <h3>{t.whatIf.keep}</h3>
      <p>
        {worse
          ? t.whatIf.toWorse(exact(worse.value), apart(worse.margin))
          : answer.class === null
            ? t.whatIf.noClass
            : t.whatIf.last}
      </p>
      <h3>{t.whatIf.others}</h3>
      {changed.length === 0 ? (
        <p>{t.whatIf.nobody}</p>
      ) : (
        <ul>
          {changed.map((one) => (
            <li key={one.region}>{t.whatIf.moves(one.name, words[one.from], words[one.to])}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
