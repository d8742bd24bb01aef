import { apiUrl } from '../api/client';
import { useReference } from '../api/reference';
import type { KeyFigure, Ranking, Region, ValueSeries } from '../api/types';
import { useResource } from '../api/use-resource';
import { useResources } from '../api/use-resources';
import { ChartFrame } from '../charts/chart-frame';
import { SlopeChart } from '../charts/slope-chart';
import { useLanguage } from '../i18n/language';
import type { Span } from '../model/period';
import { rankedSeries, slopeLines, slopeYears, type SlopeLine } from '../model/slope';
import { sourceOf } from '../model/source-line';
import { Pending } from './pending';

/** One slope chart per key figure: the rank in the first year and in the last. */
export function CompareSlopes({
  figures,
  regions,
  span,
}: {
  figures: KeyFigure[];
  regions: Region[];
  span: Span;
}) {
  const { info } = useReference();
  const own = (regions.find((one) => one.code === info.site.region) ?? regions[0])?.code ?? '';
  return (
    <div class="multiples">
      {figures.map((figure) => (
        <FigureSlope key={figure.id} figure={figure} regions={regions} span={span} own={own} />
      ))}
    </div>
  );
}

interface Props {
  figure: KeyFigure;
  regions: Region[];
  /** The region drawn thick, which decides what years are compared. */
  own: string;
}

function FigureSlope({ figure, regions, span, own }: Props & { span: Span }) {
  const { data: values, error } = useResource<ValueSeries>(
    apiUrl(`/key-figures/${figure.id}/series`, {
      regions: own,
      from: span.from,
      to: span.to,
      series: rankedSeries(figure),
    }),
  );
  const known = values?.regions.find((one) => one.region === own)?.values ?? [];
  const { from, to } = slopeYears(figure, span, known);
  const urls = values
    ? [from, to].map((year) => apiUrl(`/key-figures/${figure.id}/ranking`, { year }))
    : [];
  const [before, after] = useResources<Ranking>(urls);
  if (error) return <Unranked figure={figure} />;
  if (!before || !after) return <Pending shape="chart" />;
  if ('error' in before || 'error' in after) return <Unranked figure={figure} />;
  return (
    <Slope
      figure={figure}
      regions={regions}
      own={own}
      before={before.data}
      after={after.data}
    />
  );
}

function Unranked({ figure }: { figure: KeyFigure }) {
  const { t, text } = useLanguage();
  return (
    <p class="message">
      <strong>{text(figure.name)}</strong>
      <br />
      {t.compare.slopeMissing}
    </p>
  );
}

function Slope({
  figure,
  regions,
  own,
  before,
  after,
}: Props & { before: Ranking; after: Ranking }) {
  const { t, text } = useLanguage();
  const lines = slopeLines(regions, before, after);
  if (before.n < 2 || after.n < 2 || lines.length === 0) return <Unranked figure={figure} />;
  const absent = regions.filter((region) => !lines.some((line) => line.region === region.code));
  const subtitle = t.compare.slopeTitle(before.year, after.year);
  return (
    <ChartFrame
      title={text(figure.name)}
      subtitle={subtitle}
      source={`${sourceOf(after, text)} · ${t.ownProcessing}`}
      file={`${figure.slug}-rangskifte`}
      table={<SlopeTable lines={lines} before={before} after={after} />}
    >
      <SlopeChart
        lines={lines}
        own={own}
        from={before}
        to={after}
        label={`${text(figure.name)}. ${subtitle}`}
      />
      {absent.length > 0 && (
        <p class="small">
          {absent.map((region) => region.shortName).join(', ')}: {t.compare.slopeMissing}
        </p>
      )}
    </ChartFrame>
  );
}

function SlopeTable({
  lines,
  before,
  after,
}: {
  lines: SlopeLine[];
  before: Ranking;
  after: Ranking;
}) {
  const { t, text } = useLanguage();
  const caption = `${text(after.name)}: ${t.compare.slopeTitle(before.year, after.year)}`;
  const moved = (line: SlopeLine) =>
    line.moved === 0
      ? t.compare.slopeSame
      : line.moved > 0
        ? t.compare.up(line.moved)
        : t.compare.down(-line.moved);
  return (
    <section class="table-scroll" aria-label={caption} tabIndex={0}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t.region}</th>
            <th scope="col" class="number">
              {before.year}
            </th>
            <th scope="col" class="number">
              {after.year}
            </th>
            <th scope="col">{t.compare.rankChange}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.region}>
              <th scope="row">{line.name}</th>
              <td class="number">
                {line.from} {t.of} {before.n}
              </td>
              <td class="number">
                {line.to} {t.of} {after.n}
              </td>
              <td>{moved(line)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
