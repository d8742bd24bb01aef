import type { Forecast } from '../api/foresight-types';
import { formatUnit, formatValue } from '../format/number';
import { useLanguage } from '../i18n/language';
import type { ForesightWords } from '../i18n/foresight-sv';
import { foresightWords } from './words';

/** Whether the chosen method has been better than the simple ones, said plainly. */
export function verdict(
  forecast: Pick<Forecast, 'method' | 'beatsLastValue' | 'beatsStraightLine' | 'comparedOn'>,
  w: ForesightWords['forecast'],
): string {
  const { beatsLastValue: last, beatsStraightLine: line } = forecast;
  if (forecast.comparedOn === null || last === null || line === null) return w.noComparison;
  if (last && line) return w.beats;
  if (forecast.method === 'lastValue') return w.notBeatenUsed(w.lastValue);
  if (forecast.method === 'straightLine') return last ? w.simpleLine : w.notBeaten(w.lastValue);
  return w.notBeaten(!last && !line ? w.both : last ? w.straightLine : w.lastValue);
}

/** How the method was chosen: the errors of each on years that are known already. */
export function Methods({ forecast }: { forecast: Forecast }) {
  const w = foresightWords.useWords().forecast;
  const { text, lang } = useLanguage();
  const { comparedOn } = forecast;
  const decimals = Math.max(forecast.decimals, 1);
  const number = (value: number | null, digits: number) =>
    value === null ? '–' : formatValue(value, digits, lang);
  return (
    <details>
      <summary>{w.how}</summary>
      <p>{verdict(forecast, w)}</p>
      {comparedOn && (
        <p>
          {w.comparedOn(
            comparedOn.series,
            comparedOn.forecasts,
            comparedOn.years[0] ?? 0,
            comparedOn.years.at(-1) ?? 0,
          )}
        </p>
      )}
      {comparedOn && (
        <section class="table-scroll" aria-label={w.methods} tabIndex={0}>
          <table class="methods">
            <caption>{w.methods}</caption>
            <thead>
              <tr>
                <th scope="col">{w.methodHead}</th>
                <th scope="col" class="number">
                  {w.error}, {formatUnit(forecast.unit, lang)}
                </th>
                <th scope="col" class="number">
                  {w.scaled}
                </th>
              </tr>
            </thead>
            <tbody>
              {forecast.methods.map((method) => (
                <tr key={method.id} class={method.chosen ? 'own' : ''}>
                  <th scope="row">
                    {text(method.text)} {method.chosen && <span class="tag">✓ {w.chosen}</span>}
                  </th>
                  <td class="number">{number(method.meanAbsoluteError, decimals)}</td>
                  <td class="number">{number(method.scaledError, 2)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {forecast.outlookRule && <p>{text(forecast.outlookRule)}</p>}
    </details>
  );
}
