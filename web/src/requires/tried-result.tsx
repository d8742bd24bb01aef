import type { YearAndValue } from '../api/foresight-types';
import type { KeyFigure, Ranking, WhatIf } from '../api/types';
import { ClassBadge, RankOf } from '../components/rank-badge';
import {
  changeUnit,
  difference,
  formatExact,
  formatUnit,
  withUnit,
} from '../format/number';
import { useLanguage } from '../i18n/language';
import { gapToTarget } from '../model/requires';
import { requiresWords } from './words';

/** What a tried value gives: the change, the way to the target, rank, class and its limits. */
export function TriedResult({
  figure,
  today,
  value,
  target,
  answer,
}: {
  figure: KeyFigure;
  today: YearAndValue;
  value: number;
  target: YearAndValue | null;
  answer: { ranking: Ranking; whatIf: WhatIf } | null;
}) {
  const w = requiresWords.useWords();
  const { t, lang } = useLanguage();
  const unit = formatUnit(figure.unit, lang);
  const { decimals, polarity } = figure;
  const exact = (one: number) => withUnit(formatExact(one, decimals, lang), unit);
  const apart = (one: number) =>
    withUnit(formatExact(Math.abs(one), decimals, lang), changeUnit(figure.unit, t.points, lang));
  const moved = difference(value, today.value);
  const gap = target && gapToTarget(value, target.value, polarity);
  const better = answer?.whatIf.toBetterClass;
  const worse = answer?.whatIf.toWorseClass;
  const classless = answer?.whatIf.class === null;
  return (
    <div aria-live="polite">
      <dl class="outlook">
        <div>
          <dt>{w.today(today.year)}</dt>
          <dd>
            <span class="big">
              {formatExact(today.value, decimals, lang)} <small>{unit}</small>
            </span>
            {answer?.whatIf.today && (
              <RankOf
                rank={answer.whatIf.today.rank}
                of={answer.ranking.n}
                rankClass={answer.whatIf.today.class}
              />
            )}
          </dd>
        </div>
        <div>
          <dt>{w.tried}</dt>
          <dd>
            <span class="big">
              {formatExact(value, decimals, lang)} <small>{unit}</small>
            </span>
            {answer && (
              <>
                <RankOf
                  rank={answer.whatIf.rank}
                  of={answer.whatIf.n}
                  rankClass={answer.whatIf.class}
                />{' '}
                {answer.whatIf.class && (
                  <ClassBadge rankClass={answer.whatIf.class} scheme={answer.ranking.scheme} />
                )}
              </>
            )}
          </dd>
        </div>
        <div>
          <dt>{w.change}</dt>
          <dd>
            <span class="big">
              {moved > 0 && '+'}
              {formatExact(moved, decimals, lang)}{' '}
              <small>{changeUnit(figure.unit, t.points, lang)}</small>
            </span>
          </dd>
        </div>
        <div>
          <dt>{target ? w.toTarget(target.year) : t.target.heading}</dt>
          <dd>
            {target === null || gap === null
              ? w.noTarget
              : gap > 0
                ? w.left(apart(gap))
                : gap < 0
                  ? w.met(apart(gap))
                  : w.metExactly}
          </dd>
        </div>
        {answer && (
          <div>
            <dt>{w.better}</dt>
            <dd>
              {better
                ? t.whatIf.toBetter(
                    t.classes[answer.ranking.scheme][better.class],
                    exact(better.value),
                    apart(better.gap),
                  )
                : classless
                  ? t.whatIf.noClass
                  : t.whatIf.best}
            </dd>
          </div>
        )}
        {answer && (
          <div>
            <dt>{w.keep}</dt>
            <dd>
              {worse
                ? t.whatIf.toWorse(exact(worse.value), apart(worse.margin))
                : classless
                  ? t.whatIf.noClass
                  : t.whatIf.last}
            </dd>
          </div>
        )}
      </dl>
      <p class="small">{answer ? w.heldStill(answer.ranking.year) : w.rankNone}</p>
    </div>
  );
}
