import { useId } from 'preact/hooks';
import { apiUrl } from '../api/client';
import type { Scenario } from '../api/plan-types';
import type { KeyFigure } from '../api/types';
import { useResource } from '../api/use-resource';
import { ErrorMessage } from '../components/error-message';
import { Pending } from '../components/pending';
import { SelectField } from '../components/select-field';
import { useLanguage } from '../i18n/language';
import type { RequiresState } from '../routing/requires-state';
import { useHref } from '../routing/location';
import { lazy } from '../lazy';
import { may, useSession } from '../session/session';
import { MeasureTable } from './measure-table';
import { ScenarioView } from './scenario-view';
import type { PlanMeasures } from './use-plan';
import { requiresWords } from './words';

const SavedScenarios = lazy(
  () => import('./saved-scenarios').then((part) => part.SavedScenarios),
  'none',
);

/** Measures on and off, and the forecast with and without them. */
export function MeasuresPart({
  figure,
  region,
  year,
  plans,
  state,
  onChange,
}: {
  figure: KeyFigure;
  region: string;
  /** The year the forecast is for. */
  year: number | null;
  plans: PlanMeasures;
  state: RequiresState;
  onChange: (state: RequiresState) => void;
}) {
  const w = requiresWords.useWords();
  const { text } = useLanguage();
  const href = useHref();
  const { session } = useSession();
  const id = useId();
  const { items, plan, measures: known, ready } = plans;
  const chosen = state.measures.filter((one) => known.some((measure) => measure.id === one));
  const scenario = useResource<Scenario>(
    plan && year !== null && chosen.length > 0
      ? apiUrl(`/plans/${plan.id}/scenario`, {
          region,
          year,
          measures: chosen.join(','),
          [`value.${figure.id}`]: state.value,
        })
      : null,
  );
  const toggle = (one: string, on: boolean) =>
    onChange({ ...state, measures: on ? [...chosen, one] : chosen.filter((id_) => id_ !== one) });
  return (
    <section class="section" aria-labelledby={id}>
      <h2 id={id}>
        <span id="measures">{w.measures}</span> <span class="tag tag-wait">{w.assumption}</span>
      </h2>
      {!ready && <Pending shape="lines" />}
      {ready && known.length === 0 && <NoMeasures />}
      {known.length > 0 && (
        <>
          <p>{w.measuresLead}</p>
          {items.length > 1 && plan && (
            <div class="controls-inline">
              <SelectField
                label={w.plan}
                value={plan.id}
                options={items.map((one) => ({ value: one.id, label: one.name }))}
                onChange={(one) => onChange({ ...state, plan: one, measures: [] })}
              />
            </div>
          )}
          <MeasureTable measures={known} figure={figure} chosen={chosen} onToggle={toggle} />
          <p>
            <a class="go" href={href('/atgarder')}>
              {w.toMeasures}
            </a>
          </p>
        </>
      )}
      {scenario.error && scenario.error.status !== 404 && (
        <ErrorMessage error={scenario.error} onRetry={scenario.retry} />
      )}
      {scenario.data && chosen.length > 0 && (
        <>
          <p class="small">{text(scenario.data.assumption)}</p>
          <ScenarioView scenario={scenario.data} figure={figure} />
        </>
      )}
      {plan && year !== null && may(session, 'measure.edit') && (
        <SavedScenarios plan={plan.id} figure={figure} region={region} year={year} state={state} />
      )}
    </section>
  );
}

function NoMeasures() {
  const w = requiresWords.useWords();
  const href = useHref();
  return (
    <div class="message">
      <p class="message-title">{w.noMeasures}</p>
      <p>
        {w.noMeasuresText} {w.addHow}
      </p>
      <a class="go" href={href('/atgarder')}>
        {w.toMeasures}
      </a>
    </div>
  );
}
