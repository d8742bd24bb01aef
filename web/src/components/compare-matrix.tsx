// The roles repeat the elements: browsers may forget them when narrow windows show rows as cards.
/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role */
import { useState } from 'preact/hooks';
import { apiUrl } from '../api/client';
import type { KeyFigure, Ranking, Region } from '../api/types';
import { useResources, type Loaded } from '../api/use-resources';
import { formatUnit, formatValue } from '../format/number';
import { useLanguage } from '../i18n/language';
import { defaultYear } from '../model/figure-years';
import { useHref } from '../routing/location';
import { MissingValue } from './missing-value';
import { ProvenanceDialog, type NumberPlace } from './provenance-dialog';
import { RankOf } from './rank-badge';
import { SharePanel } from './share-panel';
import { ValueButton } from './value-button';

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
  const [place, setPlace] = useState<NumberPlace | null>(null);
  const caption = year ? t.compare.caption(year) : t.compare.latest;
  const people = (region: Region) =>
    region.population
      ? `${formatValue(region.population.value, 0, lang)} (${region.population.year})`
      : t.missing.missing;
  return (
    <>
      <section class="table-scroll" aria-label={caption} tabIndex={0}>
        <table class="matrix cards" role="table">
          <caption>{caption}</caption>
          <thead role="rowgroup">
            <tr role="row">
              <th scope="col" role="columnheader">
                {t.overview.figure}
              </th>
              {regions.map((region) => (
                <th key={region.code} scope="col" role="columnheader" class="number">
                  {region.shortName}
                </th>
              ))}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {figures.map((figure, index) => (
              <MatrixRow
                key={figure.id}
                figure={figure}
                regions={regions}
                year={years[index] ?? 0}
                answer={answers[index] ?? null}
                onSource={setPlace}
              />
            ))}
            <tr role="row">
              <th scope="row" role="rowheader">{t.compare.population}</th>
              {regions.map((region) => (
                <td
                  key={region.code}
                  role="cell"
                  class="number muted"
                  data-label={region.shortName}
                >
                  {people(region)}
                </td>
              ))}
            </tr>
          </tbody>
        </table>
      </section>
      {place && <ProvenanceDialog place={place} onClose={() => setPlace(null)} />}
      {figures.length === 1 && urls[0] && <SharePanel api={urls[0]} />}
    </>
  );
}

function MatrixRow({
  figure,
  regions,
  year,
  answer,
  onSource,
}: {
  figure: KeyFigure;
  regions: Region[];
  year: number;
  answer: Loaded<Ranking>;
  onSource: (place: NumberPlace) => void;
}) {
  const { t, lang, text } = useLanguage();
  const href = useHref();
  return (
    <tr role="row">
      <th scope="row" role="rowheader">
        <a href={href(`/nyckeltal/${figure.slug}?ar=${year}`)}>{text(figure.name)}</a>
        <span class="unit">
          {formatUnit(figure.unit, lang)} · {year}
        </span>
      </th>
      {answer === null && (
        <td role="cell" colSpan={regions.length} class="muted">
          {t.loading}
        </td>
      )}
      {answer && 'error' in answer && (
        <td role="cell" colSpan={regions.length}>
          {t.error.row}
        </td>
      )}
      {answer &&
        'data' in answer &&
        regions.map((region) => (
          <td key={region.code} role="cell" class="number" data-label={region.shortName}>
            <MatrixCell ranking={answer.data} region={region} onSource={onSource} />
          </td>
        ))}
    </tr>
  );
}

function MatrixCell({
  ranking,
  region,
  onSource,
}: {
  ranking: Ranking;
  region: Region;
  onSource: (place: NumberPlace) => void;
}) {
  const { t, text } = useLanguage();
  const row = ranking.rows.find((one) => one.region === region.code);
  if (!row) {
    const missing = ranking.missing.find((one) => one.region === region.code);
    return <MissingValue reason={missing?.reason} />;
  }
  return (
    <>
      <ValueButton
        value={row.value}
        decimals={ranking.decimals}
        unit={ranking.unit}
        about={`${text(ranking.name)}, ${region.shortName},`}
        year={ranking.year}
        onSource={() =>
          onSource({
            keyFigure: ranking.keyFigure,
            name: text(ranking.name),
            unit: ranking.unit,
            region: region.code,
            regionName: region.name,
            year: ranking.year,
            series: ranking.series,
          })
        }
      />
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
