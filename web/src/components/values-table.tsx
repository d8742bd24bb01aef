import { formatValue } from '../format/number';
import { useLanguage } from '../i18n/language';
import { trendYears, type TrendModel } from '../model/trend';

/** The numbers of a trend chart: one row per year, one column per region, and the median. */
export function ValuesTable({
  model,
  caption,
  decimals,
  unit,
}: {
  model: TrendModel;
  caption: string;
  decimals: number;
  unit: string;
}) {
  const { t, lang } = useLanguage();
  const years = trendYears(model);
  const all =
    years.length === 0
      ? []
      : Array.from(
          { length: (years.at(-1) ?? 0) - (years[0] ?? 0) + 1 },
          (_, index) => (years[0] ?? 0) + index,
        );
  const show = (value: number | null | undefined) =>
    value === null || value === undefined ? t.missing.missing : formatValue(value, decimals, lang);
  return (
    <section class="table-scroll" aria-label={caption} tabIndex={0}>
      <table>
        <caption>
          {caption} <span class="caption-note">{unit}</span>
        </caption>
        <thead>
          <tr>
            <th scope="col">{t.year}</th>
            {model.lines.map((line) => (
              <th key={line.region} scope="col" class="number">
                {line.name}
              </th>
            ))}
            {model.bands.length > 0 && (
              <th scope="col" class="number">
                {t.median}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {all.map((year) => (
            <tr key={year}>
              <th scope="row">{year}</th>
              {model.lines.map((line) => (
                <td key={line.region} class="number">
                  {show(line.points.find((point) => point.year === year)?.value)}
                </td>
              ))}
              {model.bands.length > 0 && (
                <td class="number">
                  {show(model.bands.find((band) => band.year === year)?.median)}
                </td>
              )}
            </tr>
          ))}
          {model.forecast
            .filter(({ year }) => year > (years.at(-1) ?? 0))
            .map(({ year, value, low, high }) => (
              <tr key={year}>
                <th scope="row">
                  {t.trend.forecast} {year}
                </th>
                <td class="number">
                  {show(value)} ({show(low)}–{show(high)})
                </td>
                {model.lines.length + Number(model.bands.length > 0) > 1 && (
                  <td colSpan={model.lines.length - 1 + Number(model.bands.length > 0)} />
                )}
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  );
}
