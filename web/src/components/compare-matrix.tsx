import { apiUrl } from '../api/client';
import type { KeyFigure, Ranking, Region } from '../api/types';
import { useResources, type Loaded } from '../api/use-resources';
import { formatUnit, formatValue } from '../format/number';
import { useLanguage } from '../i18n/language';
import { defaultYear } from '../model/figure-years';
import { useHref } from '../routing/location';
import { RankOf } from './rank-badge';
import { SharePanel } from './share-panel';

/** Key figures down, regions across: value and rank in each cell. */
export function CompareMatrix({
  figures,
  regions,
  year,
}: {
  figures: KeyFigure[];
  regions: Region[];
  year: number | null;
}) {
  const { t, lang } = useLanguage();
  const years = figures.map((figure) => year ?? defaultYear(figure) ?? 0);
  const urls = figures.map((figure, index) =>
    apiUrl(`/key-figures/${figure.id}/ranking`, { year: years[index] }),
  );
  const answers = useResources<Ranking>(urls);
  const caption = year ? t.compare.caption(year) : t.compare.latest;
  const people = (region: Region) =>
    region.population
      ? `${formatValue(region.population.value, 0, lang)} (${region.population.year})`
      : t.missing.missing;
  return (
    <>
      <section class="table-scroll" aria-label={caption} tabIndex={0}>
        <table class="matrix">
          <caption>{caption}</caption>
          <thead>
            <tr>
              <th scope="col">{t.overview.figure}</th>
              {regions.map((region) => (
                <th key={region.code} scope="col" class="number">
                  {region.shortName}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {figures.map((figure, index) => (
              <MatrixRow
                key={figure.id}
                figure={figure}
                regions={regions}
                year={years[index] ?? 0}
                answer={answers[index] ?? null}
              />
            ))}
            <tr>
              <th scope="row">{t.compare.population}</th>
              {regions.map((region) => (
                <td key={region.code} class="number muted">
                  {people(region)}
                </td>
              ))}
            </tr>
          </tbody>
        </table>
      </section>
      {figures.length === 1 && urls[0] && <SharePanel api={urls[0]} />}
    </>
  );
}

function MatrixRow({
  figure,
  regions,
  year,
  answer,
}: {
  figure: KeyFigure;
  regions: Region[];
  year: number;
  answer: Loaded<Ranking>;
}) {
  const { t, lang, text } = useLanguage();
  const href = useHref();
  return (
    <tr>
      <th scope="row">
        <a href={href(`/nyckeltal/${figure.slug}?ar=${year}`)}>{text(figure.name)}</a>
        <span class="unit">
          {formatUnit(figure.unit, lang)} · {year}
        </span>
      </th>
      {answer === null && (
        <td colSpan={regions.length} class="muted">
          {t.loading}
        </td>
      )}
      {answer && 'error' in answer && <td colSpan={regions.length}>{t.error.row}</td>}
      {answer &&
        'data' in answer &&
        regions.map((region) => (
          <td key={region.code} class="number">
            <MatrixCell ranking={answer.data} region={region} />
          </td>
        ))}
    </tr>
  );
}

function MatrixCell({ ranking, region }: { ranking: Ranking; region: Region }) {
  const { t, lang } = useLanguage();
  const row = ranking.rows.find((one) => one.region === region.code);
  if (!row) {
    const missing = ranking.missing.find((one) => one.region === region.code);
    return <span class="missing">{t.missing[missing?.reason ?? 'missing']}</span>;
  }
  return (
    <>
      <span class="matrix-value">{formatValue(row.value, ranking.decimals, lang)}</span>
      <span class="ranks">
        {ranking.n < 2 ? (
          <span class="badge badge-grey">{t.compare.noRanking}</span>
        ) : (
          <RankOf rank={row.rank} of={ranking.n} rankClass={row.class} />
        )}
        {row.class && <span class="visually-hidden">, {t.classes[ranking.scheme][row.class]}</span>}
      </span>
    </>
  );
}
