import type { Followed } from '../api/follow-types';
import { useReference } from '../api/reference';
import { FactList } from '../components/fact-list';
import { Listed } from '../components/listed';
import { formatCount, formatFree } from '../format/amount';
import { changeUnit, formatChange, withUnit } from '../format/number';
import { useLanguage } from '../i18n/language';
import { gapWords } from '../model/cost-gaps';
import { requiresWords } from '../requires/words';
import { useHref } from '../routing/location';
import { goalAddress, measureAddress } from '../routing/plan-state';
import type { PlanData } from './frame';
import { SourceLine, Steps, UpdatedAgo, useUnitName } from './marks';
import { planWords } from './words';

/** Which goals a measure serves and which key figures it moves. */
export function Chain({ data, measure }: { data: PlanData; measure: Followed }) {
  const w = planWords.useWords();
  const href = useHref();
  const { text } = useLanguage();
  const { keyFigures } = useReference();
  const goals = data.plan.goals.filter((goal) => measure.goals.includes(goal.id));
  const figures = keyFigures.filter((figure) =>
    measure.effects.some((effect) => effect.keyFigure === figure.id),
  );
  return (
    <section class="section" aria-labelledby="chain">
      <h2 id="chain">{w.chain}</h2>
      <ol class="chain">
        <li>
          <span class="eyebrow">{w.goal}</span>
          {goals.length === 0 && <span class="muted">{w.noGoal}</span>}
          {goals.map((goal) => (
            <a key={goal.id} href={href(goalAddress(goal.id, data.named))}>
              {goal.text}
            </a>
          ))}
        </li>
        <li aria-current="true">
          <span class="eyebrow">{w.measure}</span>
          <strong>{measure.name}</strong>
        </li>
        <li>
          <span class="eyebrow">{w.figures}</span>
          {figures.length === 0 && <span class="muted">{w.noFigure}</span>}
          {figures.map((figure) => (
            <a key={figure.id} href={href(`/nyckeltal/${figure.slug}`)}>
              {text(figure.name)}
            </a>
          ))}
        </li>
      </ol>
    </section>
  );
}

/** Who, when and where it is said. */
export function AboutMeasure({ data, measure }: { data: PlanData; measure: Followed }) {
  const w = planWords.useWords();
  const href = useHref();
  const { states } = requiresWords.useWords();
  const unitName = useUnitName(data.units);
  const other = data.measures.find((one) => one.id === measure.mergedWith);
  const roles = (measure.roles ?? []).map(
    (one) =>
      [
        w.roles[one.role] ?? one.role,
        <Listed key={one.name} texts={[unitName(one.orgUnit), one.name]} />,
      ] as const,
  );
  return (
    <section class="section" aria-labelledby="about">
      <h2 id="about">{w.about}</h2>
      {measure.description && <p class="written">{measure.description}</p>}
      <FactList
        facts={[
          [w.code, measure.code],
          [w.state, states[measure.state]],
          [w.responsible, unitName(measure.orgUnit) ?? <span class="muted">{w.notSaid}</span>],
          ...roles,
          [w.rsMandate, measure.rsMandate && w.yes],
          [w.start, measure.start],
          [w.end, measure.end ?? <span class="muted">{w.notSaid}</span>],
          [w.steps, <Steps measure={measure} />],
          [w.updated, <UpdatedAgo measure={measure} />],
          [w.nextUpdate, measure.nextUpdateDue],
          [
            w.mergedWith,
            other && <a href={href(measureAddress(other.id, data.named))}>{other.name}</a>,
          ],
        ]}
      />
      <SourceLine source={measure.source} />
    </section>
  );
}

/** What it costs and what it does; what is unknown is said, never zero. */
export function CostEffect({ measure }: { measure: Followed }) {
  const w = planWords.useWords();
  const { t, text, lang } = useLanguage();
  const { keyFigures } = useReference();
  const unknown = <span class="muted">{w.notSaid}</span>;
  const kronor = (value: number | null) =>
    value === null ? unknown : withUnit(formatCount(value, lang), w.kronor);
  const gap = gapWords(measure.missing, text);
  const effects = measure.effects.map((effect) => {
    const figure = keyFigures.find((one) => one.id === effect.keyFigure);
    const change = withUnit(
      formatChange(effect.change, Math.max(figure?.decimals ?? 0, 1), lang),
      changeUnit(figure?.unit ?? '', t.points, lang),
    );
    return [
      `${w.effect}: ${figure ? text(figure.name) : effect.keyFigure}`,
      `${w.effectLine(change, effect.fullYear)} (${w.confidences[effect.confidence]})`,
    ] as const;
  });
  return (
    <section class="section" aria-labelledby="costs">
      <h2 id="costs">{w.costEffect}</h2>
      <FactList
        facts={[
          [w.investment, kronor(measure.investment)],
          [w.annualCost, kronor(measure.annualCost)],
          [w.annualSaving, kronor(measure.annualSaving)],
          [
            w.lifetime,
            measure.lifetime === null ? unknown : w.years(formatFree(measure.lifetime, lang)),
          ],
          [w.funding, measure.funding],
          [
            w.tonnes,
            measure.co2eTonnes === null
              ? unknown
              : withUnit(formatFree(measure.co2eTonnes, lang), w.tonneUnit),
          ],
          [
            w.perTonne,
            measure.costPerTonne === null
              ? gap === null
                ? w.noCost
                : `${w.needs} ${gap}`
              : kronor(measure.costPerTonne),
          ],
          ...effects,
        ]}
      />
    </section>
  );
}
