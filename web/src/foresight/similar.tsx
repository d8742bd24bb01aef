import { apiUrl } from '../api/client';
import type { SimilarRegion, SimilarRegions } from '../api/foresight-types';
import { findRegion, useReference } from '../api/reference';
import type { KeyFigure } from '../api/types';
import { useResource } from '../api/use-resource';
import { Sparkline } from '../charts/sparkline';
import { ClassBadge } from '../components/rank-badge';
import { changeUnit, difference, formatChange, formatUnit, formatValue } from '../format/number';
import { useLanguage } from '../i18n/language';
import type { FigureState } from '../routing/figure-state';
import { foresightWords } from './words';

/** Every year from the first to the last: what is missing stays a gap in the line. */
export function everyYear(history: SimilarRegion['history']) {
  const known = new Map(history.map(({ year, value }) => [year, value]));
  const first = history[0]?.year;
  const last = history.at(-1)?.year;
  if (first === undefined || last === undefined) return [];
  return Array.from({ length: last - first + 1 }, (_, index) => ({
    year: first + index,
    value: known.get(first + index) ?? null,
  }));
}

/** The first year that all of the histories know: from there their changes can be compared. */
export function commonStart(regions: readonly SimilarRegion[], last: number): number | null {
  const [first, ...others] = regions.filter(({ history }) => history.length > 0);
  const years = (first?.history ?? [])
    .map(({ year }) => year)
    .filter((year) => others.every(({ history }) => history.some((one) => one.year === year)));
  return years.find((year) => year < last) ?? null;
}

/** The regions most like the own one: their ranks, and how their values moved. */
export function SimilarSection({
  figure,
  region,
  year,
  state,
}: {
  figure: KeyFigure;
  region: string;
  year: number;
  state: FigureState;
}) {
  const w = foresightWords.useWords().similar;
  const { text } = useLanguage();
  const reference = useReference();
  const { data } = useResource<SimilarRegions>(
    apiUrl(`/key-figures/${figure.id}/similar-regions`, {
      region,
      year,
      series: state.series,
      scheme: state.scheme === 'fjardedelar' ? 'quartiles' : null,
    }),
  );
  if (!data) return null;
  const own = data.own ?? null;
  const name = findRegion(reference, region)?.name ?? region;
  const short = (one: SimilarRegion) => findRegion(reference, one.region)?.shortName ?? one.name;
  const green = data.regions.filter((one) => one.class === 'green').map(short);
  return (
    <section class="section" aria-labelledby="similar">
      <h2 id="similar">{w.title}</h2>
      {data.regions.length === 0 ? (
        <p class="message">{text(data.text)}</p>
      ) : (
        <>
          <p class="lead">{own?.class === 'red' ? w.red(name) : w.other(name)}</p>
          <p>{green.length > 0 ? w.greenOnes(green.join(', ')) : w.noneGreen}</p>
          <SimilarTable similar={data} own={own} year={data.year ?? year} />
          <p class="small">{text(data.text)}</p>
          <p class="small">
            {w.features}:{' '}
            {data.features
              .map((one) => `${text(one.text)}${one.year ? ` (${one.year})` : ''}`)
              .join(', ')}
            .
            {data.missingFeatures.length > 0 &&
              ` ${w.missing} ${data.missingFeatures.map((one) => text(one.text)).join(', ')}.`}
          </p>
        </>
      )}
    </section>
  );
}

function SimilarTable({
  similar,
  own,
  year,
}: {
  similar: SimilarRegions;
  own: SimilarRegion | null;
  year: number;
}) {
  const w = foresightWords.useWords().similar;
  const { t, text, lang } = useLanguage();
  const rows = own ? [own, ...similar.regions] : similar.regions;
  const start = commonStart(rows, year);
  const caption = w.caption(text(similar.name), year);
  const change = ({ history, value }: SimilarRegion) => {
    const before = history.find((one) => one.year === start)?.value;
    return before === undefined || value === null ? null : difference(value, before);
  };
  return (
    <section class="table-scroll" aria-label={caption} tabIndex={0}>
      <table class="similar cards">
        <caption>
          {caption} <span class="caption-note">{formatUnit(similar.unit, lang)}</span>
        </caption>
        <thead>
          <tr>
            <th scope="col">{t.region}</th>
            <th scope="col" class="number">
              {t.value}
            </th>
            <th scope="col" class="number">
              {t.rank}
            </th>
            <th scope="col">{t.classes.column[similar.scheme ?? 'thirds']}</th>
            <th scope="col" class="number">
              {start === null ? t.figure.change : w.since(start)}
            </th>
            <th scope="col">{t.figure.trend}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((one) => {
            const moved = change(one);
            return (
              <tr key={one.region} class={one === own ? 'own' : ''}>
                <th scope="row">
                  {one.name} {one === own && <span class="your-region">{t.yourRegion}</span>}
                </th>
                <td class="number" data-label={t.value}>
                  {one.value === null
                    ? t.missing.missing
                    : formatValue(one.value, similar.decimals, lang)}
                </td>
                <td class="number" data-label={t.rank}>
                  {one.rank ?? '–'}
                </td>
                <td data-label={t.classes.column[similar.scheme ?? 'thirds']}>
                  <ClassBadge rankClass={one.class} scheme={similar.scheme ?? 'thirds'} />
                </td>
                <td
                  class="number"
                  data-label={start === null ? t.figure.change : w.since(start)}
                >
                  {moved === null ? (
                    <span class="muted">{t.missing.missing}</span>
                  ) : (
                    <>
                      {formatChange(moved, similar.decimals, lang)}
                      <span class="visually-hidden">
                        {' '}
                        {changeUnit(similar.unit, t.points, lang)}
                      </span>
                    </>
                  )}
                </td>
                <td data-label={t.figure.trend}>
                  <Sparkline points={everyYear(one.history)} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
