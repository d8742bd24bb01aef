import type { Ranking } from '../api/types';
import { formatUnit, formatValue } from '../format/number';
import { useLanguage } from '../i18n/language';

/** The numbers of a ranking's picture, in the order of rank; regions without a value last. */
export function RankingValues({ ranking }: { ranking: Ranking }) {
  const { t, lang, text } = useLanguage();
  const caption = `${text(ranking.name)} ${ranking.year}`;
  return (
    <section class="table-scroll" aria-label={caption} tabIndex={0}>
      <table>
        <caption>
          {caption} <span class="caption-note">{formatUnit(ranking.unit, lang)}</span>
        </caption>
        <thead>
          <tr>
            <th scope="col">{t.region}</th>
            <th scope="col" class="number">
              {t.value}
            </th>
            <th scope="col">{t.rank}</th>
          </tr>
        </thead>
        <tbody>
          {ranking.rows.map((row) => (
            <tr key={row.region}>
              <th scope="row">{row.shortName}</th>
              <td class="number">{formatValue(row.value, ranking.decimals, lang)}</td>
              <td>
                {row.rank} {t.of} {ranking.n}
              </td>
            </tr>
          ))}
          {ranking.missing.map((row) => (
            <tr key={row.region}>
              <th scope="row">{row.shortName}</th>
              <td colSpan={2}>{t.missing[row.reason]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
