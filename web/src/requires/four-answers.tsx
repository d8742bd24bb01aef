import type { ComponentChildren } from 'preact';
import { apiUrl } from '../api/client';
import type { Forecast, Movement } from '../api/foresight-types';
import type { Measure, Plan, Scenario } from '../api/plan-types';
import type { KeyFigure } from '../api/types';
import { useResource } from '../api/use-resource';
import { oddsText } from '../foresight/class-odds';
import { foresightWords } from '../foresight/words';
import { formatCount } from '../format/amount';
import {
  changeUnit,
  difference,
  formatChange,
  formatExact,
  formatShare,
  formatUnit,
  formatValue,
  withUnit,
} from '../format/number';
import { useLanguage } from '../i18n/language';
import { byCost, gapToTarget } from '../model/requires';
import { requiresWords } from './words';

interface Known {
  figure: KeyFigure;
  region: string;
  movement: Movement | null;
  forecast: Forecast | null;
  plan: Plan | null;
  measures: readonly Measure[];
}

/** The four questions of the page, each with its answer in a sentence and the way to its part. */
export function FourAnswers(known: Known) {
  const w = requiresWords.useWords();
  const target = known.forecast?.target ?? null;
  const figure = useFigureWords(known.figure);
  const goal = target && figure.value(target.value);
  return (
    <section class="card four" aria-labelledby="four">
      <h2 id="four">{w.four.title}</h2>
      <dl>
        <Question ask={w.four.why} part="movement">
          <WhyMoved {...known} />
        </Question>
        <Question
          ask={target && goal ? w.four.reach(goal, target.year) : w.four.heading}
          part="forecast"
        >
          <WillReach {...known} />
        </Question>
        <Question ask={w.four.what} part="measures">
          <WhatTakes {...known} />
        </Question>
        <Question ask={w.four.cost} part="measures">
          <CostPerTonne measures={known.measures} figure={known.figure} />
        </Question>
      </dl>
    </section>
  );
}

function Question({
  ask,
  part,
  children,
}: {
  ask: string;
  part: string;
  children: ComponentChildren;
}) {
  return (
    <div>
      <dt>
        <a href={`#${part}`}>{ask}</a>
      </dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Values and changes of a key figure with their unit. */
function useFigureWords({ unit, decimals }: Pick<KeyFigure, 'unit' | 'decimals'>) {
  const { t, lang } = useLanguage();
  return {
    value: (one: number) => withUnit(formatExact(one, decimals, lang), formatUnit(unit, lang)),
    /** Rounded, as forecasts are. */
    about: (one: number) => formatValue(one, decimals, lang),
    change: (one: number) =>
      withUnit(
        formatChange(one, Math.max(decimals, 1), lang),
        changeUnit(unit, t.points, lang),
      ),
  };
}

function WhyMoved({ movement, figure }: Known) {
  const w = requiresWords.useWords();
  const f = foresightWords.useWords();
  const { text, lang } = useLanguage();
  const { value } = useFigureWords(figure);
  const places = (n: number) => formatChange(n, 0, lang);
  if (!movement || movement.rankFrom === null || movement.rankTo === null)
    return <>{w.four.noRanks}</>;
  const { parts, change } = movement;
  return (
    <>
      {w.four.moved(
        movement.rankFrom,
        movement.from,
        movement.rankTo,
        movement.to,
        movement.nTo ?? 0,
        change === 0 || change === null
          ? f.movement.none
          : change < 0
            ? f.movement.better(-change)
            : f.movement.worse(change),
      )}{' '}
      {movement.valueFrom !== null &&
        movement.valueTo !== null &&
        w.four.fromTo(value(movement.valueFrom), value(movement.valueTo))}{' '}
      {parts && change !== null ? (
        <span class="four-sum">
          {w.four.sum(
            places(parts.own),
            places(parts.others),
            places(parts.revisions),
            places(parts.membership),
            places(change),
          )}
        </span>
      ) : (
        <span class="four-sum">{w.four.noParts}</span>
      )}
      {!parts && movement.series === 'printed' && movement.sourceText && (
        <span class="small"> {text(movement.sourceText)}</span>
      )}
    </>
  );
}

function WillReach({ forecast, figure }: Known) {
  const w = requiresWords.useWords();
  const { text, lang } = useLanguage();
  const { about } = useFigureWords(figure);
  if (!forecast) return <>{w.four.noForecast}</>;
  if (forecast.refused || forecast.value === null || !forecast.interval)
    return <>{text(forecast.refused ?? forecast.text)}</>;
  const odds = forecast.targetProbability;
  return (
    <>
      {forecast.target && odds !== null && (
        <>
          <strong>{w.four.odds(oddsText(odds, (one) => formatShare(one, lang)))}</strong>{' '}
        </>
      )}
      {w.four.forecast(
        forecast.year,
        withUnit(about(forecast.value), formatUnit(figure.unit, lang)),
        about(forecast.interval.low),
        about(forecast.interval.high),
        formatShare(forecast.interval.level, lang),
      )}{' '}
      {forecast.seriesText && <span class="small">{w.four.series(text(forecast.seriesText))}</span>}
    </>
  );
}

/** The way that is left, per year; and how much of it the plan's measures go together. */
function WhatTakes({ figure, region, forecast, plan, measures }: Known) {
  const w = requiresWords.useWords();
  const { lang } = useLanguage();
  const { value, change, about } = useFigureWords(figure);
  const acting = measures.filter(
    (one) =>
      one.state !== 'cancelled' && one.effects.some((effect) => effect.keyFigure === figure.id),
  );
  const all = useResource<Scenario>(
    plan && forecast && acting.length > 0
      ? apiUrl(`/plans/${plan.id}/scenario`, {
          region,
          year: forecast.year,
          measures: acting.map((one) => one.id).join(','),
        })
      : null,
  );
  const latest = forecast?.latest ?? null;
  // A scenario is of the series that the server chooses: another one is never added to it.
  const row = all.data?.rows.find(
    (one) => one.keyFigure === figure.id && one.today?.value === latest?.value,
  );
  const coming = row?.with?.value ?? null;
  const held = row?.without?.value ?? null;
  const odds = row?.with?.targetProbability ?? null;
  const target = forecast?.target ?? null;
  const left = latest && target ? gapToTarget(latest.value, target.value, figure.polarity) : null;
  return (
    <>
      {left === null || !latest || !target
        ? w.noTarget
        : left <= 0
          ? w.four.metAlready(latest.year)
          : w.four.takes(
              change(difference(target.value, latest.value)),
              value(latest.value),
              latest.year,
              change(forecast?.requiredPace ?? 0),
            )}{' '}
      {row && all.data && coming !== null && held !== null ? (
        <>
          {w.four.allMeasures(
            acting.length,
            change(row.effects.reduce((sum, one) => sum + one.change, 0)),
            all.data.year,
            about(held),
            withUnit(about(coming), formatUnit(figure.unit, lang)),
          )}{' '}
          {odds !== null && w.four.withOdds(oddsText(odds, (one) => formatShare(one, lang)))}
          <ul>
            {row.effects.map((one) => (
              <li key={one.measure}>
                {acting.find(({ id }) => id === one.measure)?.name ?? one.measure}:{' '}
                <span class="four-part">{change(one.change)}</span>
              </li>
            ))}
          </ul>
        </>
      ) : (
        acting.length === 0 && w.four.noMeasures
      )}
    </>
  );
}

function CostPerTonne({ measures, figure }: Pick<Known, 'measures' | 'figure'>) {
  const w = requiresWords.useWords();
  const { lang } = useLanguage();
  const acting = measures.filter((one) =>
    one.effects.some((effect) => effect.keyFigure === figure.id),
  );
  const costed = byCost(acting.filter((one) => one.costPerTonne !== null));
  const without = (acting.length > 0 ? acting : measures).filter(
    (one) => one.costPerTonne === null,
  );
  return (
    <>
      {costed.length > 0 && (
        <ul>
          {costed.map((one) => (
            <li key={one.id}>
              {one.name}:{' '}
              {withUnit(formatCount(one.costPerTonne ?? 0, lang), w.four.perTonne)}
            </li>
          ))}
        </ul>
      )}
      {without.length > 0 && w.four.notKnown(without.map((one) => one.name).join(', '))}
      {costed.length === 0 && without.length === 0 && w.four.noMeasures}
    </>
  );
}
