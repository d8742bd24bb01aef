import { useReference } from '../api/reference';
import type { KeyFigure } from '../api/types';
import { PageHead } from '../components/page-head';
import { SharePanel } from '../components/share-panel';
import { formatUnit } from '../format/number';
import { useLanguage } from '../i18n/language';
import { figureState, figureYears } from '../model/figure-years';
import { useHref } from '../routing/location';

/** All key figures, with what there is of each. */
export function Figures() {
  const { t, lang, text } = useLanguage();
  const { keyFigures } = useReference();
  const href = useHref();
  return (
    <>
      <PageHead title={t.figures.title} eyebrow={t.figures.lead} />
      <section class="table-scroll" aria-label={t.figures.caption} tabIndex={0}>
        <table class="figure-list">
          <caption>{t.figures.caption}</caption>
          <thead>
            <tr>
              <th scope="col">{t.overview.figure}</th>
              <th scope="col">{t.figures.theme}</th>
              <th scope="col">{t.unit}</th>
              <th scope="col">{t.figures.direction}</th>
              <th scope="col">{t.figures.state}</th>
              <th scope="col" class="number">
                {t.figures.latest}
              </th>
            </tr>
          </thead>
          <tbody>
            {keyFigures.map((figure) => (
              <tr key={figure.id}>
                <th scope="row">
                  <a href={href(`/nyckeltal/${figure.slug}`)}>{text(figure.name)}</a>
                </th>
                <td>{text(figure.theme)}</td>
                <td>{formatUnit(figure.unit, lang)}</td>
                <td>{t.polarity[figure.polarity]}</td>
                <td>
                  <State figure={figure} />
                </td>
                <td class="number">{figureYears(figure)[0] ?? '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <SharePanel api="/api/v1/key-figures?limit=1000" />
    </>
  );
}

function State({ figure }: { figure: KeyFigure }) {
  const { t } = useLanguage();
  const years = figureYears(figure);
  const first = years.at(-1);
  const last = years[0];
  const state = figureState(figure);
  if (state === 'none' || first === undefined || last === undefined) {
    return <span class="badge badge-grey">{t.figures.none}</span>;
  }
  if (state === 'ownOnly') return <span>{t.figures.ownOnly(first, last)}</span>;
  const most = Math.max(...figure.series.flatMap((one) => one.years.map(({ n }) => n)));
  return <span>{t.figures.full(first, last, most)}</span>;
}
