import type { Forecast } from '../api/foresight-types';
import { ClassBadge } from '../components/rank-badge';
import { changeUnit, formatChange, formatShare, formatUnit, formatValue } from '../format/number';
import { useLanguage } from '../i18n/language';
import { gapToTarget } from '../model/requires';
import { oddsText } from './class-odds';
import { Methods } from './methods';
import { foresightWords } from './words';

/** What a forecast says: value, target, pace and rank, and how the method was chosen. */
export function ForecastPanel({ forecast }: { forecast: Forecast }) {
  return (
    <foresightWords.Words>
      <Panel forecast={forecast} />
    </foresightWords.Words>
  );
}

function Panel({ forecast }: { forecast: Forecast }) {
  const w = foresightWords.useWords();
  const { text } = useLanguage();
  return (
    <section class="forecast-panel" aria-labelledby="forecast">
      <h2 id="forecast">{w.forecast.title}</h2>
      {forecast.refused ? (
        <div class="message">
          <p class="message-title">{w.forecast.refused}</p>
          <p>{text(forecast.refused)}</p>
        </div>
      ) : (
        <p class="lead">{text(forecast.text)}</p>
      )}
      <Outlook forecast={forecast} />
      {forecast.seriesBreak !== null && (
        <p class="small">{w.forecast.break(forecast.seriesBreak)}</p>
      )}
      {!forecast.refused && <Methods forecast={forecast} />}
    </section>
  );
}

/** The figures of a forecast side by side. */
export function Outlook({ forecast }: { forecast: Forecast }) {
  const w = foresightWords.useWords();
  const { t, text, lang } = useLanguage();
  const { decimals, target, latest, interval, rank } = forecast;
  const unit = formatUnit(forecast.unit, lang);
  const show = (value: number) => formatValue(value, decimals, lang);
  const share = (part: number) => oddsText(part, (one) => formatShare(one, lang));
  const met =
    target !== null &&
    latest !== null &&
    gapToTarget(latest.value, target.value, forecast.polarity) <= 0;
  return (
    <dl class="outlook">
      {forecast.value !== null && (
        <div>
          <dt>{w.forecast.value(forecast.year)}</dt>
          <dd>
            <span class="big">
              {show(forecast.value)} <small>{unit}</small>
            </span>
            {interval &&
              w.forecast.between(show(interval.low), show(interval.high), share(interval.level))}
          </dd>
        </div>
      )}
      <div>
        <dt>{w.forecast.probability}</dt>
        <dd>
          {target === null ? (
            w.forecast.noTarget
          ) : (
            <>
              <span class="big">
                {forecast.targetProbability === null ? '–' : share(forecast.targetProbability)}
              </span>
              {w.forecast.target(target.year)}: {show(target.value)} {unit}
              {forecast.outlookText && <strong> · {text(forecast.outlookText)}</strong>}
            </>
          )}
        </dd>
      </div>
      {target !== null && (forecast.requiredPace !== null || met) && (
        <div>
          <dt>{w.forecast.pace}</dt>
          <dd>
            {met ? (
              w.forecast.paceNone
            ) : (
              <>
                <span class="big">
                  {formatChange(forecast.requiredPace ?? 0, Math.max(decimals, 1), lang)}{' '}
                  <small>{w.forecast.perYear(changeUnit(forecast.unit, t.points, lang))}</small>
                </span>
                {latest && w.forecast.since(`${show(latest.value)} ${unit}`, latest.year)}
              </>
            )}
          </dd>
        </div>
      )}
      <RunningMeans forecast={forecast} />
      <div>
        <dt>{w.forecast.rank(forecast.year)}</dt>
        <dd>
          {rank ? (
            <>
              <span class="big">
                {rank.rank}{' '}
                <small>
                  {w.certainty.range(rank.rankLow, rank.rankHigh)} {t.of} {rank.n}
                </small>
              </span>
              {rank.class && <ClassBadge rankClass={rank.class} scheme={forecast.scheme} />}
              <span class="small">{w.forecast.rankNote}</span>
            </>
          ) : (
            <>
              {w.forecast.rankNone}
              <span class="small">{w.forecast.rankNoneText}</span>
            </>
          )}
        </dd>
      </div>
      {!forecast.refused && forecast.methodText && (
        <div>
          <dt>{w.forecast.method}</dt>
          <dd>
            {text(forecast.methodText)}
            <span class="small">
              {w.forecast.points(forecast.points)}
              {forecast.seriesText && ` · ${text(forecast.seriesText)}`}
            </span>
          </dd>
        </div>
      )}
    </dl>
  );
}

/** The mean of the latest three and five years: what a single good or bad year hides. */
function RunningMeans({ forecast }: { forecast: Forecast }) {
  const w = foresightWords.useWords();
  const { lang } = useLanguage();
  const latest = forecast.latest?.year;
  const means = (forecast.means ?? []).flatMap(({ years, values }) => {
    const last = values.at(-1);
    return last && last.year === latest ? [{ years, ...last }] : [];
  });
  if (means.length === 0) return null;
  return (
    <div>
      <dt>{w.forecast.means}</dt>
      <dd>
        {means.map(({ years, year, value }) => (
          <span key={years}>
            <span class="big">
              {formatValue(value, forecast.decimals, lang)}{' '}
              <small>{formatUnit(forecast.unit, lang)}</small>
            </span>
            {w.forecast.meanOf(years, year - years + 1, year)}
          </span>
        ))}
      </dd>
    </div>
  );
}
