import { useEffect, useId, useState } from 'preact/hooks';
import { apiUrl } from '../api/client';
import type { Forecast } from '../api/foresight-types';
import type { KeyFigure, Ranking, WhatIf } from '../api/types';
import { useResource } from '../api/use-resource';
import { ErrorMessage } from '../components/error-message';
import { formatExact, formatUnit, withUnit } from '../format/number';
import { parseNumber, plainNumber } from '../format/parse-number';
import { useLanguage } from '../i18n/language';
import { sliderSpan } from '../model/requires';
import { TriedResult } from './tried-result';
import { requiresWords } from './words';

const WAIT = 250;

/** Whether a text means this value, as exactly as the field shows values. */
const says = (text: string, value: number): boolean =>
  parseNumber(text) === parseNumber(plainNumber(value, 'sv'));

/** Another value for the own region, by slider or in figures: what it would give. */
export function OwnValue({
  figure,
  region,
  ranking,
  forecast,
  value,
  onValue,
}: {
  figure: KeyFigure;
  region: string;
  /** The table the value is tried in; null where the other regions' values are missing. */
  ranking: Ranking | null;
  forecast: Forecast | null;
  value: number | null;
  onValue: (value: number | null) => void;
}) {
  const w = requiresWords.useWords();
  const { t, lang } = useLanguage();
  const id = useId();
  const row = ranking?.rows.find((one) => one.region === region);
  const today = row
    ? { year: ranking?.year ?? 0, value: row.value }
    : (forecast?.latest ?? null);
  const target = forecast?.target ?? null;
  const plain = (one: number) => plainNumber(one, lang);
  const shown = value ?? today?.value ?? null;
  const [written, setWritten] = useState(shown === null ? '' : plain(shown));
  // The address may change without the field: by a shortcut, or by going back.
  useEffect(() => {
    if (shown !== null && !says(written, shown)) setWritten(plain(shown));
  }, [shown]);
  const parsed = parseNumber(written);
  useEffect(() => {
    const timer = setTimeout(() => {
      if (parsed === null || shown === null || says(written, shown)) return;
      onValue(today && says(written, today.value) ? null : parsed);
    }, WAIT);
    return () => clearTimeout(timer);
  }, [parsed]);
  const url =
    row && shown !== null && ranking
      ? apiUrl(`/key-figures/${figure.id}/what-if`, {
          region,
          year: ranking.year,
          value: shown,
          series: ranking.series,
          scheme: ranking.scheme === 'thirds' ? null : ranking.scheme,
        })
      : null;
  const { data, error, retry } = useResource<WhatIf>(url);
  const refused = error && [400, 422].includes(error.status) ? error.message : null;
  if (today === null || shown === null) return <p class="message">{t.trend.noData}</p>;
  const unit = formatUnit(figure.unit, lang);
  const exact = (one: number) => withUnit(formatExact(one, figure.decimals, lang), unit);
  const known = [...(ranking?.rows ?? []).map((one) => one.value), today.value, shown];
  if (target) known.push(target.value);
  const span = sliderSpan(known, figure);
  const better = data?.toBetterClass ?? null;
  return (
    <section class="card tried" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>
        {w.tryTitle} <span class="tag tag-wait">{w.assumption}</span>
      </h2>
      <div class="tried-input">
        <div class="field">
          <label for={id}>{w.value(unit)}</label>
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
        <div class="field tried-slider">
          <label for={`${id}-slider`}>{w.slider}</label>
          <input
            id={`${id}-slider`}
            type="range"
            min={span.min}
            max={span.max}
            step={span.step}
            value={parsed ?? shown}
            aria-valuetext={exact(parsed ?? shown)}
            onInput={(event) => setWritten(plain(Number(event.currentTarget.value)))}
          />
          <span class="tried-ends small" aria-hidden="true">
            <span>{exact(span.min)}</span>
            <span>{exact(span.max)}</span>
          </span>
        </div>
      </div>
      <p id={`${id}-error`} class="field-error" aria-live="polite">
        {parsed === null ? t.whatIf.invalid : refused}
      </p>
      <p class="actions" role="group" aria-label={w.shortcuts}>
        {target && (
          <button type="button" onClick={() => onValue(target.value)}>
            {w.useTarget(exact(target.value))}
          </button>
        )}
        {better && ranking && (
          <button type="button" onClick={() => onValue(better.value)}>
            {w.useBetter(t.classes[ranking.scheme][better.class], exact(better.value))}
          </button>
        )}
        <button type="button" class="quiet" onClick={() => onValue(null)}>
          {w.reset}
        </button>
      </p>
      {error && refused === null && <ErrorMessage error={error} onRetry={retry} />}
      <TriedResult
        figure={figure}
        today={today}
        value={shown}
        target={target}
        answer={ranking && data ? { ranking, whatIf: data } : null}
      />
    </section>
  );
}
