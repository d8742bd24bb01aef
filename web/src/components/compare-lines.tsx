import { apiUrl } from '../api/client';
import type { KeyFigure, Region, ValueSeries } from '../api/types';
import { useResources } from '../api/use-resources';
import { ChartFrame } from '../charts/chart-frame';
import { TrendChart } from '../charts/trend-chart';
import { formatUnit } from '../format/number';
import { useLanguage } from '../i18n/language';
import type { Span } from '../model/period';
import { trendModel, trendYears } from '../model/trend';
import { sourceOf } from '../model/source-line';
import { ErrorMessage } from './error-message';
import { Pending } from './pending';
import { ValuesTable } from './values-table';

/** One chart per key figure with a line for each region. */
export function CompareLines({
  figures,
  regions,
  span,
}: {
  figures: KeyFigure[];
  regions: Region[];
  span: Span;
}) {
  const { t, lang, text } = useLanguage();
  const first = regions[0]?.code ?? '';
  const answers = useResources<ValueSeries>(
    figures.map((figure) =>
      apiUrl(`/key-figures/${figure.id}/series`, {
        regions: regions.map((region) => region.code).join(','),
        from: span.from,
        to: span.to,
      }),
    ),
  );
  return (
    <div class="multiples">
      {figures.map((figure, index) => {
        const answer = answers[index];
        if (!answer) return <Pending key={figure.id} shape="chart" />;
        if ('error' in answer) return <ErrorMessage key={figure.id} error={answer.error} />;
        // Targets belong to one region each, so a comparison leaves them out.
        const model = trendModel({ ...answer.data, targets: [] }, first, false);
        const name = text(figure.name);
        const unit = formatUnit(figure.unit, lang);
        if (trendYears(model).length === 0)
          return (
            <p key={figure.id} class="message">
              {name}: {t.trend.noData}
            </p>
          );
        return (
          <ChartFrame
            key={figure.id}
            title={name}
            subtitle={`${unit} · ${t.polarity[figure.polarity].toLowerCase()}`}
            source={sourceOf(answer.data, text)}
            file={`${figure.slug}-jamfor`}
            table={
              <ValuesTable
                model={model}
                caption={t.trend.caption(name)}
                decimals={figure.decimals}
                unit={unit}
              />
            }
          >
            <TrendChart
              model={model}
              region={first}
              decimals={figure.decimals}
              unit={unit}
              bounds={figure.bounds}
              label={`${t.trend.caption(name)}: ${regions.map((region) => region.shortName).join(', ')}`}
              breaks={[]}
            />
          </ChartFrame>
        );
      })}
    </div>
  );
}
