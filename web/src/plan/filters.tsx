import { COLUMNS, type Column } from '../api/follow-types';
import { ChoiceLinks } from '../components/choice-links';
import { SelectField } from '../components/select-field';
import { unitsOf } from '../model/plan-overview';
import { useRouter } from '../routing/location';
import { PLAN_VIEWS, planAddress, type PlanState } from '../routing/plan-state';
import type { PlanData } from './frame';
import { useUnitName } from './marks';
import { planWords } from './words';

/** How the plan is shown and what is left out; each filter can be taken away by itself. */
export function PlanFilters({ data, state }: { data: PlanData; state: PlanState }) {
  const w = planWords.useWords();
  const { go } = useRouter();
  const unitName = useUnitName(data.units);
  const place = (next: Partial<PlanState>) =>
    go(planAddress({ ...state, ...next }), { replace: true });
  const areaName = (id: string) => data.plan.focusAreas.find((area) => area.id === id)?.name ?? id;
  const chips = [
    state.area && { what: `${w.area}: ${areaName(state.area)}`, without: { area: null } },
    state.unit && { what: `${w.unit}: ${unitName(state.unit)}`, without: { unit: null } },
    state.status && {
      what: `${w.status}: ${w.columns[state.status]}`,
      without: { status: null },
    },
  ].filter((chip) => chip !== null && chip !== '');
  const units = unitsOf(data.measures);
  return (
    <>
      <div class="controls">
        <ChoiceLinks
          label={w.view}
          choices={PLAN_VIEWS.map((view) => ({
            label: w.views[view],
            href: planAddress({ ...state, view }),
            current: view === state.view,
          }))}
        />
        {data.plans.length > 1 && (
          <SelectField
            label={w.plan}
            value={data.plan.id}
            options={data.plans.map((one) => ({ value: one.id, label: one.name }))}
            onChange={(plan) => place({ plan, area: null, unit: null, status: null })}
          />
        )}
        <SelectField
          label={w.area}
          value={state.area ?? ''}
          options={[
            { value: '', label: w.allAreas },
            ...data.plan.focusAreas.map((area) => ({ value: area.id, label: area.name })),
          ]}
          onChange={(area) => place({ area: area || null })}
        />
        <SelectField
          label={w.unit}
          value={state.unit ?? ''}
          options={[
            { value: '', label: w.allUnits },
            ...units.map((unit) => ({ value: unit, label: unitName(unit) ?? unit })),
          ]}
          onChange={(unit) => place({ unit: unit || null })}
        />
        <SelectField
          label={w.status}
          value={state.status ?? ''}
          options={[
            { value: '', label: w.allStatuses },
            ...COLUMNS.map((column) => ({ value: column, label: w.columns[column] })),
          ]}
          onChange={(status) => place({ status: (status || null) as Column | null })}
        />
      </div>
      {chips.length > 0 && (
        <ul class="chips" aria-label={w.filters}>
          {chips.map((chip) => (
            <li key={chip.what} class="chip">
              {chip.what}
              <button
                type="button"
                aria-label={w.remove(chip.what)}
                onClick={() => place(chip.without)}
              >
                <span aria-hidden="true">✕</span>
              </button>
            </li>
          ))}
          <li>
            <button
              type="button"
              class="quiet"
              onClick={() => place({ area: null, unit: null, status: null })}
            >
              {w.clear}
            </button>
          </li>
        </ul>
      )}
    </>
  );
}
