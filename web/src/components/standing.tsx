import type { Certainty } from '../api/foresight-types';
import type { Ranking, Target } from '../api/types';
import { formatShare, formatUnit, formatValue } from '../format/number';
import { useLanguage } from '../i18n/language';
import { MissingValue } from './missing-value';
import { RankStatementBadges } from './rank-badge';
import { SureMark } from './sure-mark';
import { TargetStatusView } from './target-status';

/** Where the own region stands this year: value, rank, median and target in one line. */
export function Standing({
  ranking,
  region,
  target,
  certainty,
}: {
  ranking: Ranking;
  region: string;
  target: Target | null;
  certainty: Certainty | null;
}) {
  const { t, lang, text } = useLanguage();
  const row = ranking.rows.find((one) => one.region === region);
  const sure = certainty?.rows.find((one) => one.region === region);
  const missing = ranking.missing.find((one) => one.region === region);
  const name = row?.shortName ?? missing?.shortName ?? region;
  const printed = row?.printed ?? missing?.printed ?? null;
  const computed =
    row && row.class !== null && ranking.series
      ? {
          series: ranking.series,
          value: row.value,
          rank: row.rank,
          of: ranking.n,
          tied: row.tied,
          class: row.class,
          scheme: ranking.scheme,
        }
      : null;
  const show = (value: number) => formatValue(value, ranking.decimals, lang);
  return (
    <dl class="standing">
      <div>
        <dt>
          {name} {ranking.year}
        </dt>
        <dd class="big">
          {row ? (
            <>
              {show(row.value)} <small>{formatUnit(ranking.unit, lang)}</small>
            </>
          ) : (
            <MissingValue reason={missing?.reason} />
          )}
        </dd>
      </div>
      {(row || printed) && (
        <div>
          <dt>{t.rank}</dt>
          <dd>
            <RankStatementBadges
              cell={{ printed, computed, series: ranking.series }}
              scheme={ranking.scheme}
            />
            {sure && certainty && sure.sure !== null && (
              <span class="small standing-sure">
                <SureMark sure={sure.sure} />
                <br />
                {t.sure.places(
                  sure.rankLow,
                  sure.rankHigh,
                  certainty.n,
                  formatShare(certainty.level, lang),
                )}
              </span>
            )}
          </dd>
        </div>
      )}
      {ranking.median !== null && (
        <div>
          <dt>{t.median}</dt>
          <dd class="big">{show(ranking.median)}</dd>
        </div>
      )}
      {ranking.riket && (
        <div>
          <dt>{t.riket}</dt>
          <dd class="big">{show(ranking.riket.value)}</dd>
        </div>
      )}
      {target && (
        <div class="standing-target">
          <dt>
            {t.target.column(target.year)}: {show(target.value)}
          </dt>
          <dd>
            <TargetStatusView
              target={target}
              unit={ranking.unit}
              decimals={ranking.decimals}
              polarity={ranking.polarity}
              name={text(ranking.name)}
            />
          </dd>
        </div>
      )}
    </dl>
  );
}
