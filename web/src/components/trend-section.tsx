import { apiUrl } from '../api/client';
import type { Forecast } from '../api/foresight-types';
import type { KeyFigure, ValueSeries } from '../api/types';
import { useResource } from '../api/use-resource';
import { ChartFrame } from '../charts/chart-frame';
import { TrendChart } from '../charts/trend-chart';
import { formatShare, formatUnit, formatValue, withUnit } from '../format/number';
import { useLanguage } from '../i18n/language';
import { lazy } from '../lazy';
import { forecastSteps, trendModel, trendYears, type TrendModel } from '../model/trend';
import { sourceOf } from '../model/source-line';
import type { FigureState } from '../routing/figure-state';
import { ChoiceLinks } from './choice-links';
import { ErrorMessage } from './error-message';
import { Pending } from './pending';
import { ValuesTable } from './values-table';

export const trendUrl = (figure: KeyFigure, region: string, state: FigureState): string =>
  apiUrl(`/key-figures/${figure.id}/series`, {
    regions: [...new Set([region, ...state.pins])].join(','),
    series: state.series,
    scheme: state.scheme === 'fjardedelar' ? 'quartiles' : null,
  });

const ForecastPanel = lazy(
  () => import('../foresight/forecast-panel').then((part) => part.ForecastPanel),
  'lines',
);

export const forecastUrl = (
  figure: KeyFigure,
  region: string,
  state: Pick<FigureState, 'series' | 'scheme'>,
): string =>
  apiUrl(`/key-figures/${figure.id}/forecast`, {
    region,
    series: state.series,
    scheme: state.scheme === 'fjardedelar' ? 'quartiles' : null,
  });

/** S3: values over time against the target, for the own region and those pinned beside it. */
export function TrendSection({
  figure,
  region,
  state,
  link,
}: {
  figure: KeyFigure;
  region: string;
  state: FigureState;
  link: (state: FigureState) => string;
}) {
  const { t, lang, text } = useLanguage();
  const { data, error, retry } = useResource<ValueSeries>(trendUrl(figure, region, state));
  // Without a forecast the outcomes are still worth showing.
  const coming = useResource<Forecast>(forecastUrl(figure, region, state));
  if (error) return <ErrorMessage error={error} onRetry={retry} />;
  if (!data || (!coming.data && !coming.error)) return <Pending shape="chart" />;
  const asIndex = state.scale === 'index';
  const forecast = state.forecast ? coming.data : null;
  const model = trendModel(data, region, asIndex, forecastSteps(forecast));
  const years = trendYears(model);
  const own =
    model.lines
      .find((line) => line.region === region)
      ?.points.filter((point) => point.value !== null) ?? [];
  if (years.length < 2 && own.length < 2) return <TooShort figure={figure} model={model} />;
  const unit =
    asIndex && model.baseYear !== null
      ? t.trend.indexOf(model.baseYear)
      : formatUnit(figure.unit, lang);
  const decimals = asIndex ? 0 : figure.decimals;
  return (
    <>
      <div class="controls-inline pair">
        <ChoiceLinks
          label={t.trend.scale}
          choices={(['varde', 'index'] as const).map((scale) => ({
            label: t.trend.scales[scale],
            current: state.scale === scale,
            href: link({ ...state, scale }),
          }))}
        />
        <ChoiceLinks
          label={t.trend.forecast}
          choices={(['ja', 'nej'] as const).map((wanted) => ({
            label: t.trend.forecasts[wanted],
            current: state.forecast === (wanted === 'ja'),
            href: link({ ...state, forecast: wanted === 'ja' }),
          }))}
        />
      </div>
      <ChartFrame
        title={`${text(figure.name)} ${model.from}–${years.at(-1) ?? model.to}`}
        subtitle={`${unit} · ${t.polarity[figure.polarity].toLowerCase()}`}
        source={`${sourceOf(data, text)} · ${t.ownProcessing}`}
        file={`${figure.slug}-utveckling`}
        table={
          <ValuesTable
            model={model}
            caption={t.trend.caption(text(figure.name))}
            decimals={decimals}
            unit={unit}
          />
        }
      >
        <Key model={model} region={region} forecast={forecast} />
        <TrendChart
          model={model}
          region={region}
          decimals={decimals}
          unit={asIndex ? '' : formatUnit(figure.unit, lang)}
          label={`${t.trend.caption(text(figure.name))}, ${model.from}–${model.to}`}
          bounds={asIndex ? { min: 0, max: null } : figure.bounds}
          breaks={data.breaks.map((one) => ({ year: one.year, label: text(one.text) }))}
        />
      </ChartFrame>
      {forecast && <ForecastPanel forecast={forecast} />}
    </>
  );
}

/** What the kinds of line mean; the lines themselves carry their names. */
function Key({
  model,
  region,
  forecast,
}: {
  model: TrendModel;
  region: string;
  forecast: Forecast | null;
}) {
  const { t, lang, text } = useLanguage();
  const kinds = new Set(
    model.lines.find((line) => line.region === region)?.points.map((point) => point.series),
  );
  const both = kinds.has('printed') && (kinds.has('kolada') || kinds.has('own'));
  return (
    <p class="chart-key">
      {both && (
        <span>
          ◆ {t.series.printed} · ● {kinds.has('kolada') ? t.series.kolada : t.series.own}
        </span>
      )}
      {model.target?.baselineYear && (
        <span>
          <i class="key-path" />
          {t.trend.straight}
        </span>
      )}
      {forecast?.interval && (
        <span>
          <i class="key-forecast" />
          {t.trend.forecast}
          {forecast.methodText && `: ${text(forecast.methodText)}`}
        </span>
      )}
      {forecast?.interval && (
        <span>
          <i class="key-band key-coming" />
          {t.trend.interval(formatShare(forecast.interval.level, lang))}
        </span>
      )}
      {model.target && (
        <span>
          <i class="key-target" />
          {t.trend.targetLine}
        </span>
      )}
      {model.bands.length > 0 && (
        <span>
          <i class="key-median" />
          {t.median}
        </span>
      )}
      {model.bands.length > 0 && (
        <span>
          <i class="key-band" />
          {t.trend.band}
        </span>
      )}
      <span>{t.trend.gaps}</span>
    </p>
  );
}

function TooShort({ figure, model }: { figure: KeyFigure; model: TrendModel }) {
  const { t, lang } = useLanguage();
  const only = model.lines.flatMap((line) => line.points).find((point) => point.value !== null);
  if (!only || only.value === null) return <p class="message">{t.trend.noData}</p>;
  const value = withUnit(
    formatValue(only.value, figure.decimals, lang),
    formatUnit(figure.unit, lang),
  );
  return (
    <p class="message">
      {t.trend.single(value, only.year)}. {t.trend.onePoint}
    </p>
  );
}
