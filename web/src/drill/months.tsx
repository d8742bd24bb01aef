import type { Breakdown } from '../api/drill-types';
import type { KeyFigure } from '../api/types';
import { ChartFrame } from '../charts/chart-frame';
import { formatCount, formatFree } from '../format/amount';
import { formatShare, formatUnit } from '../format/number';
import { formatMonth } from '../format/period';
import { useLanguage } from '../i18n/language';
import { MeasuredBars } from './measured-bars';
import { drillWords } from './words';

/** The year month by month, with its numbers as a table. */
export function Months({ data, figure }: { data: Breakdown; figure: KeyFigure }) {
  const w = drillWords.useWords();
  const { t, lang, text } = useLanguage();
  const known = data.months.filter((one) => one.numerator !== null || one.value !== null);
  if (known.length === 0) return null;
  const byParts = data.months.some((one) => one.numerator !== null);
  const unit = formatUnit(
    (byParts ? data.numeratorUnit : null) ?? (data.unit || figure.unit),
    lang,
  );
  const name = text(figure.shortName);
  const title = `${w.months}: ${name} ${data.year}`;
  const valueOf = (one: Breakdown['months'][number]) => (byParts ? one.numerator : one.value);
  const bars = data.months.map((one) => {
    const value = valueOf(one);
    const month = formatMonth(one.period, lang);
    return {
      label: formatMonth(one.period, lang, true),
      title:
        value === null
          ? `${month}: ${t.missing.missing}`
          : `${month}: ${formatFree(value, lang)} ${unit}`,
      value,
      estimated: one.estimated > 0,
    };
  });
  return (
    <section class="section" aria-labelledby="months">
      <h2 id="months">{w.months}</h2>
      <ChartFrame
        title={title}
        subtitle={unit}
        source={t.ownProcessing}
        file={`${figure.slug}-${data.year}-manader`}
        table={<MonthTable data={data} caption={title} unit={unit} byParts={byParts} />}
      >
        <MeasuredBars bars={bars} label={`${title}, ${unit}`} estimated={w.partlyEstimated} />
      </ChartFrame>
    </section>
  );
}

function MonthTable({
  data,
  caption,
  unit,
  byParts,
}: {
  data: Breakdown;
  caption: string;
  unit: string;
  byParts: boolean;
}) {
  const w = drillWords.useWords();
  const { t, lang } = useLanguage();
  return (
    <table>
      <caption>
        {caption} <span class="caption-note">{unit}</span>
      </caption>
      <thead>
        <tr>
          <th scope="col">{w.month}</th>
          <th scope="col" class="number">
            {byParts ? w.numerator : t.value}
          </th>
          <th scope="col" class="number">
            {w.coverage}
          </th>
          <th scope="col" class="number">
            {w.estimatedReadings}
          </th>
        </tr>
      </thead>
      <tbody>
        {data.months.map((one) => {
          const value = byParts ? one.numerator : one.value;
          return (
            <tr key={one.period}>
              <th scope="row">{formatMonth(one.period, lang)}</th>
              <td class="number">{value === null ? t.missing.missing : formatFree(value, lang)}</td>
              <td class="number">
                {one.coverage === null ? '–' : formatShare(one.coverage, lang)}
              </td>
              <td class="number">{one.estimated > 0 ? formatCount(one.estimated, lang) : '–'}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
