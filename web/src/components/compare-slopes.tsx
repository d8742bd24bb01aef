import { apiUrl } from '../api/client';
import type { KeyFigure, Ranking, Region } from '../api/types';
import { useResources } from '../api/use-resources';
import { ChartFrame } from '../charts/chart-frame';
import { SlopeChart } from '../charts/slope-chart';
import { useLanguage } from '../i18n/language';
import { rankedYears } from '../model/figure-years';
import type { Span } from '../model/period';
import { slopeLines, type SlopeLine } from '../model/slope';
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
  const ends = figures.map((figure) => endsOf(figure, span));
  const urls = figures.flatMap((figure, index) =>
    [ends[index]?.from, ends[index]?.to].map((year) =>
      apiUrl(`/key-figures/${figure.id}/ranking`, { year }),
    ),
  );
  const answers = useResources<Ranking>(urls);
  return (
    <div class="multiples">
      {figures.map((figure, index) => {
        const before = answers[index * 2] ?? null;
        const after = answers[index * 2 + 1] ?? null;
        if (!before || !after) return <Pending key={figure.id} shape="chart" />;
        if ('error' in before || 'error' in after)
          return <Unranked key={figure.id} figure={figure} />;
        return (
          <Slope
            key={figure.id}
            figure={figure}
            regions={regions}
            before={before.data}
            after={after.data}
          />
        );
      })}
    </div>
  );
}

/** The first and last year within the span that are ranked. */
function endsOf(figure: KeyFigure, span: Span): Span {
  const years = rankedYears(figure).filter((year) => year >= span.from && year <= span.to);
  return { from: years.at(-1) ?? span.from, to: years[0] ?? span.to };
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
  before,
  after,
}: {
  figure: KeyFigure;
  regions: Region[];
  before: Ranking;
  after: Ranking;
}) {
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
        own={regions[0]?.code ?? ''}
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
