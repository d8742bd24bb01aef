import type { Scheme, YearSummary } from '../api/types';
import { useLanguage } from '../i18n/language';
import { SHAPES } from './rank-badge';

/** The year most is known about: the latest with a printed or computed rank for most rows. */
export function leadingSummary(summary: readonly YearSummary[]): YearSummary | null {
  const most = Math.max(0, ...summary.map((year) => year.ranked));
  if (most === 0) return null;
  return [...summary].reverse().find((year) => year.ranked === most) ?? null;
}

/** One sentence on how the region stands, and the count of each class for every year. */
export function SummaryLine({ summary, scheme }: { summary: YearSummary[]; scheme: Scheme }) {
  const { t, text } = useLanguage();
  const leading = leadingSummary(summary);
  if (!leading) return null;
  return (
    <div class="summary">
      <p class="lead">
        <span class="lead-year">
          {t.year} {leading.year}:
        </span>{' '}
        {text(leading.text)}
      </p>
      <ul class="tallies" aria-label={t.overview.perYear}>
        {summary.map((year) => (
          <li key={year.year}>
            <span class="tally-year">{year.year}</span>
            {year.ranked === 0 ? (
              <span class="muted">{t.overview.noneRanked}</span>
            ) : (
              (['green', 'yellow', 'red'] as const).map((rankClass) => (
                <span key={rankClass} class={`tally tally-${rankClass}`}>
                  <span class="shape" aria-hidden="true">
                    {SHAPES[rankClass]}
                  </span>{' '}
                  {year[rankClass]}
                  <span class="visually-hidden"> {t.classes[scheme][rankClass]}.</span>
                </span>
              ))
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
