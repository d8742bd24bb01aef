import type { Indicator, PlanTarget } from '../api/follow-types';
import type { Polarity } from '../api/types';
import { useReference } from '../api/reference';
import { BulletBar, targetWords } from '../charts/bullet-bar';
import { useLanguage } from '../i18n/language';
import { barOf, decimalsOf, latestFact, wayOf } from '../model/indicator-bar';
import { useHref } from '../routing/location';
import { SourceLine } from './marks';
import { amount, targetText } from './target-text';
import { planWords } from './words';

/** One indicator of a goal: what was reported, what is aimed at and how far it is. */
export function IndicatorPart({
  indicator,
  targets,
  heading: Heading = 'h4',
}: {
  indicator: Indicator;
  targets: readonly PlanTarget[];
  heading?: 'h3' | 'h4';
}) {
  const w = planWords.useWords();
  const { lang } = useLanguage();
  const { keyFigures } = useReference();
  const href = useHref();
  const figure = keyFigures.find((one) => one.id === indicator.keyFigure);
  const unit = indicator.unit ?? figure?.unit ?? null;
  const latest = latestFact(indicator.facts);
  return (
    <div class="indicator">
      <Heading>{indicator.name}</Heading>
      <p class="small">
        {w.levels[indicator.level] ?? indicator.level}
        {figure && (
          <>
            {' · '}
            <a href={href(`/nyckeltal/${figure.slug}`)}>
              {w.toFigure}
              <span class="visually-hidden"> {indicator.name}</span>
            </a>
          </>
        )}
      </p>
      <p>
        {latest ? `${w.latest} ${latest.period}: ${amount(latest.value, unit, lang)}` : w.noFacts}
      </p>
      {targets.length === 0 && <p class="muted">{w.noTarget}</p>}
      {targets.map((target) => (
        <TargetLine
          key={target.id}
          indicator={indicator}
          target={target}
          unit={unit}
          way={wayOf(target, figure?.polarity)}
        />
      ))}
      {indicator.facts.length > 0 && <Facts indicator={indicator} unit={unit} />}
    </div>
  );
}

function TargetLine({
  indicator,
  target,
  unit,
  way,
}: {
  indicator: Indicator;
  target: PlanTarget;
  unit: string | null;
  way: Polarity | null;
}) {
  const w = planWords.useWords();
  const language = useLanguage();
  const bar = barOf(indicator, target, way);
  const decimals = bar
    ? Math.min(2, decimalsOf([bar.value, bar.currentValue, bar.baselineValue]))
    : 0;
  return (
    <div class="target-status">
      <span class={target.undetermined ? 'muted' : undefined}>
        {targetText(target, unit, w, language.lang)}
      </span>
      {bar && (
        <>
          {/* Without a start there is no way to draw, only what is reported and what is aimed at. */}
          {way && bar.baselineValue !== null && (
            <BulletBar
              target={bar}
              unit={unit ?? ''}
              decimals={decimals}
              polarity={way}
              name={indicator.name}
            />
          )}
          <span class="small">{targetWords(bar, unit ?? '', decimals, language).join(' · ')}</span>
        </>
      )}
    </div>
  );
}

/** Everything that was reported for an indicator, each with its source. */
function Facts({ indicator, unit }: { indicator: Indicator; unit: string | null }) {
  const w = planWords.useWords();
  const { lang } = useLanguage();
  return (
    <details>
      <summary>
        {w.facts}
        <span class="visually-hidden">: {indicator.name}</span>
      </summary>
      <ul class="bulleted">
        {indicator.facts.map((fact) => (
          <li key={`${fact.period} ${fact.text}`}>
            {fact.period}: {fact.value !== null && `${amount(fact.value, unit, lang)}. `}
            {fact.text} <SourceLine source={fact.source} />
          </li>
        ))}
      </ul>
    </details>
  );
}
