import type { Certainty } from '../api/foresight-types';
import { SHAPES } from '../components/rank-badge';
import { SureMark } from '../components/sure-mark';
import { formatShare, formatUnit, formatValue } from '../format/number';
import { useLanguage } from '../i18n/language';
import { oddsText } from './class-odds';
import { foresightWords } from './words';

/** The numbers of the intervals: rank, interval and the odds of each class for every region. */
export function CertaintyTable({
  certainty,
  region,
  caption,
}: {
  certainty: Certainty;
  region: string;
  caption: string;
}) {
  const w = foresightWords.useWords();
  const { t, lang } = useLanguage();
  const classed = certainty.rows.some((row) => row.classProbability !== null);
  const odds = (share: number) => oddsText(share, (one) => formatShare(one, lang));
  return (
    <section class="table-scroll" aria-label={caption} tabIndex={0}>
      <table>
        <caption>
          {caption} <span class="caption-note">{formatUnit(certainty.unit, lang)}</span>
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
            <th scope="col" class="number">
              {w.certainty.rangeHead(formatShare(certainty.level, lang))}
            </th>
            {classed &&
              (['green', 'yellow', 'red'] as const).map((one) => (
                <th key={one} scope="col" class="number">
                  {SHAPES[one]} {t.classes[certainty.scheme][one]}
                </th>
              ))}
            {classed && <th scope="col">{w.certainty.colour}</th>}
          </tr>
        </thead>
        <tbody>
          {certainty.rows.map((row) => (
            <tr key={row.region} class={row.region === region ? 'own' : ''}>
              <th scope="row">{row.name}</th>
              <td class="number">{formatValue(row.value, certainty.decimals, lang)}</td>
              <td class="number">{row.rank}</td>
              <td class="number">{w.certainty.range(row.rankLow, row.rankHigh)}</td>
              {row.classProbability && (
                <>
                  <td class="number">{odds(row.classProbability.green)}</td>
                  <td class="number">{odds(row.classProbability.yellow)}</td>
                  <td class="number">{odds(row.classProbability.red)}</td>
                  <td>{row.sure !== null && <SureMark sure={row.sure} />}</td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
