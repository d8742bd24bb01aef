import type { ClassProbability } from '../api/foresight-types';
import type { Scheme } from '../api/types';
import { ClassBadge } from '../components/rank-badge';
import { formatShare } from '../format/number';
import { useLanguage } from '../i18n/language';
import { foresightWords } from './words';

const CLASSES = ['green', 'yellow', 'red'] as const;

/** What is neither nothing nor everything is not rounded to it. */
export function oddsText(share: number, show: (share: number) => string): string {
  if (share > 0 && share < 0.005) return `<\u00a0${show(0.01)}`;
  if (share < 1 && share > 0.995) return `>\u00a0${show(0.99)}`;
  return show(share);
}

/** The probability of each class, as numbers and bars: a table, so it needs no twin. */
export function ClassOdds({
  odds,
  scheme,
  caption,
}: {
  odds: ClassProbability;
  scheme: Scheme;
  caption: string;
}) {
  const w = foresightWords.useWords();
  const { lang } = useLanguage();
  return (
    <table class="odds">
      <caption>{caption}</caption>
      <thead class="visually-hidden">
        <tr>
          <th scope="col">{w.certainty.group}</th>
          <th scope="col">{w.certainty.probability}</th>
        </tr>
      </thead>
      <tbody>
        {CLASSES.map((one) => (
          <tr key={one}>
            <th scope="row">
              <ClassBadge rankClass={one} scheme={scheme} />
            </th>
            <td>
              <span class="odds-number">
                {oddsText(odds[one], (share) => formatShare(share, lang))}
              </span>
              <svg
                class="odds-bar"
                viewBox="0 0 100 10"
                preserveAspectRatio="none"
                aria-hidden="true"
              >
                <rect class="odds-ground" width="100" height="10" />
                <rect class={`odds-${one}`} width={odds[one] * 100} height="10" />
              </svg>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
