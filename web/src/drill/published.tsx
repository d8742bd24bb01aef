import type { Breakdown } from '../api/drill-types';
import type { KeyFigure } from '../api/types';
import { changeUnit, formatChange, formatExact, formatUnit, withUnit } from '../format/number';
import { useLanguage } from '../i18n/language';
import { drillWords } from './words';

/** Our own value against the published one, and what explains the difference. */
export function Published({
  data,
  published,
  figure,
}: {
  data: Breakdown;
  published: NonNullable<Breakdown['published']>;
  figure: KeyFigure;
}) {
  const w = drillWords.useWords();
  const { t, lang, text } = useLanguage();
  const unit = formatUnit(data.unit || figure.unit, lang);
  const show = (value: number) => withUnit(formatExact(value, figure.decimals, lang), unit);
  const series = published.series as keyof typeof t.series;
  return (
    <section class="section card" aria-labelledby="published">
      <h2 id="published">{w.published}</h2>
      <dl class="facts">
        {data.value !== null && (
          <div>
            <dt>{w.ownValue}</dt>
            <dd>{show(data.value)}</dd>
          </div>
        )}
        <div>
          <dt>{w.publishedValue(t.series[series] ?? published.series)}</dt>
          <dd>{show(published.value)}</dd>
        </div>
        {published.difference !== null && (
          <div>
            <dt>{w.difference}</dt>
            <dd>
              {withUnit(
                formatChange(published.difference, Math.max(figure.decimals, 1), lang),
                changeUnit(data.unit || figure.unit, t.points, lang),
              )}
            </dd>
          </div>
        )}
        <div>
          <dt>{w.reasons}</dt>
          <dd>
            {published.reasons.length === 0 ? (
              w.noReasons
            ) : (
              <ul class="plain-list">
                {published.reasons.map((reason) => (
                  <li key={reason.sv}>{text(reason)}</li>
                ))}
              </ul>
            )}
          </dd>
        </div>
      </dl>
    </section>
  );
}
