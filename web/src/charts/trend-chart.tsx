import { useState } from 'preact/hooks';
import { formatExact, formatValue } from '../format/number';
import { useLanguage } from '../i18n/language';
import { trendValues, trendYears, type ForecastStep, type TrendModel } from '../model/trend';
import { areaPath, linePath, spread } from './line-path';
import { useWidth } from './measure';
import { linear, paddedDomain, ticks, yearTicks, type Scale } from './scale';
import { TrendFocus } from './trend-focus';
import { TrendLines } from './trend-lines';

interface Props {
  model: TrendModel;
  region: string;
  decimals: number;
  unit: string;
  label: string;
  bounds: { min: number | null; max: number | null };
  breaks: { year: number; label: string }[];
}

const HEIGHT = 360;
const BOTTOM = 28;
const TOP = 14;

/** Values over time against the target; years without a value are gaps. */
export function TrendChart({ model, region, decimals, unit, label, bounds, breaks }: Props) {
  const { t, lang } = useLanguage();
  const [box, width] = useWidth();
  const years = trendYears(model);
  const [chosen, setChosen] = useState<number | null>(null);
  const focus = chosen !== null && years.includes(chosen) ? chosen : (years.at(-1) ?? model.to);
  const right = width < 520 ? 92 : 138;
  const left = 46;
  const x = linear([model.from, model.to], [left, width - right]);
  const domain = paddedDomain(trendValues(model), bounds);
  const y = linear(domain, [HEIGHT - BOTTOM, TOP]);
  const nearest = (event: PointerEvent) => {
    const svg = event.currentTarget as SVGSVGElement;
    const at = event.clientX - svg.getBoundingClientRect().left;
    const best = [...years].sort((a, b) => Math.abs(x(a) - at) - Math.abs(x(b) - at))[0];
    if (best !== undefined) setChosen(best);
  };
  const medians = model.bands.map((band) => ({ year: band.year, value: band.median }));
  return (
    <div ref={box}>
      <svg
        role="img"
        aria-label={label}
        viewBox={`0 0 ${width} ${HEIGHT}`}
        width={width}
        height={HEIGHT}
        onPointerMove={nearest}
        onPointerDown={nearest}
      >
        <Axes x={x} y={y} width={width} right={right} left={left} decimals={decimals} />
        <path class="band-area" d={areaPath(model.bands, x, y)} />
        {breaks
          .filter((one) => one.year >= model.from && one.year <= model.to)
          .map((one) => (
            <g key={one.year}>
              <line
                class="break-line"
                x1={x(one.year)}
                x2={x(one.year)}
                y1={TOP}
                y2={HEIGHT - BOTTOM}
              >
                <title>{one.label}</title>
              </line>
              <text class="halo" x={x(one.year) + 5} y={HEIGHT - BOTTOM - 7}>
                {t.trend.break}
              </text>
            </g>
          ))}
        <path class="median-line" d={linePath(medians, x, y)} />
        <Coming steps={model.forecast} x={x} y={y} />
        <Target model={model} x={x} y={y} />
        <line
          class="focus-line"
          data-passing
          x1={x(focus)}
          x2={x(focus)}
          y1={TOP}
          y2={HEIGHT - BOTTOM}
        />
        <TrendLines model={model} region={region} x={x} y={y} focus={focus} />
        <EndLabels
          model={model}
          region={region}
          x={x}
          y={y}
          end={width - right + 12}
          decimals={decimals}
          medians={medians}
        />
      </svg>
      <TrendFocus
        model={model}
        region={region}
        years={years}
        focus={focus}
        onFocus={setChosen}
        show={(value) => `${formatValue(value, decimals, lang)}\u00a0${unit}`}
      />
    </div>
  );
}

function Axes({
  x,
  y,
  width,
  left,
  right,
  decimals,
}: {
  x: Scale;
  y: Scale;
  width: number;
  left: number;
  right: number;
  decimals: number;
}) {
  const { lang } = useLanguage();
  const values = ticks(y.domain, 6);
  const digits = values.every((value) => Number.isInteger(value)) ? 0 : decimals;
  return (
    <>
      <g class="grid">
        {values.map((value) => (
          <line key={value} x1={left} x2={width - right} y1={y(value)} y2={y(value)} />
        ))}
      </g>
      {values.map((value) => (
        <text key={value} x={left - 8} y={y(value) + 4} text-anchor="end">
          {formatExact(value, digits, lang)}
        </text>
      ))}
      {yearTicks(x.domain[0], x.domain[1], width - left - right).map((year) => (
        <text key={year} x={x(year)} y={HEIGHT - 8} text-anchor="middle">
          {year}
        </text>
      ))}
    </>
  );
}

/** What may come: dotted, with the interval it may as well be in. */
function Coming({ steps, x, y }: { steps: ForecastStep[]; x: Scale; y: Scale }) {
  const last = steps.at(-1);
  if (!last) return null;
  const at = (step: ForecastStep, value: number) => `${x(step.year)} ${y(value)}`;
  const there = steps.map((step) => at(step, step.high));
  const back = [...steps].reverse().map((step) => at(step, step.low));
  return (
    <g>
      <path class="forecast-area" d={`M${[...there, ...back].join('L')}Z`} />
      <path
        class="forecast-line"
        d={`M${steps.map((step) => at(step, step.value)).join('L')}`}
      />
      <circle class="forecast-dot" cx={x(last.year)} cy={y(last.value)} r="5" />
    </g>
  );
}

function Target({ model, x, y }: { model: TrendModel; x: Scale; y: Scale }) {
  const { target } = model;
  if (!target) return null;
  const start = target.baselineYear ?? model.from;
  const at = y(target.value);
  return (
    <g>
      <line class="target-line" x1={x(start)} x2={x(target.year)} y1={at} y2={at} />
      {target.baselineYear !== null && target.baselineValue !== null && (
        <path
          class="path-line"
          d={`M${x(target.baselineYear)} ${y(target.baselineValue)}L${x(target.year)} ${at}`}
        />
      )}
      <path class="target-flag" d={`M${x(target.year)} ${at - 6}l6 6-6 6-6-6z`} />
    </g>
  );
}

function EndLabels({
  model,
  region,
  x,
  y,
  end,
  decimals,
  medians,
}: {
  model: TrendModel;
  region: string;
  x: Scale;
  y: Scale;
  end: number;
  decimals: number;
  medians: { year: number; value: number | null }[];
}) {
  const { t, lang } = useLanguage();
  const lastOf = (points: readonly { year: number; value: number | null }[]) =>
    [...points].reverse().find((point) => point.value !== null);
  const labels = model.lines.flatMap((line) => {
    const last = lastOf(line.points);
    return last && last.value !== null
      ? [{ text: line.name, from: x(last.year), at: y(last.value), strong: line.region === region }]
      : [];
  });
  const median = lastOf(medians);
  if (median && median.value !== null)
    labels.push({ text: t.median, from: x(median.year), at: y(median.value), strong: false });
  if (model.target) {
    labels.push({
      text: `${t.trend.targetLine} ${formatValue(model.target.value, decimals, lang)}`,
      from: x(model.target.year),
      at: y(model.target.value),
      strong: false,
    });
  }
  const coming = model.forecast.at(-1);
  if (coming) {
    labels.push({
      text: `${t.trend.forecast} ${formatValue(coming.value, decimals, lang)}`,
      from: x(coming.year),
      at: y(coming.value),
      strong: false,
    });
  }
  const placed = spread(
    labels.map((one) => one.at),
    15,
    TOP + 4,
    HEIGHT - BOTTOM - 2,
  );
  return (
    <>
      {labels.map((one, index) => (
        <g key={one.text}>
          <path class="leader" d={`M${one.from + 6} ${one.at}L${end - 6} ${placed[index]}`} />
          <text class={one.strong ? 'strong' : ''} x={end} y={(placed[index] ?? one.at) + 4}>
            {one.text}
          </text>
        </g>
      ))}
    </>
  );
}
