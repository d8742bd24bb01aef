// The roles repeat the elements: see card-table.tsx.
/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role */
import type { Followed, Goal } from '../api/follow-types';
import { CardTable, head } from '../components/card-table';
import { Listed } from '../components/listed';
import { partsOf } from '../model/plan-overview';
import { useHref } from '../routing/location';
import { goalAddress, measureAddress, type PlanState } from '../routing/plan-state';
import type { PlanData } from './frame';
import { IndicatorPart } from './indicator-part';
import { Notices, StatusTag, Steps, UpdatedAgo, useUnitName } from './marks';
import { planWords } from './words';

export type OnChange = ((measure: Followed) => void) | null;

/** The plan as it is read: areas, goals with their indicators, and the measures that serve them. */
export function ListView({
  data,
  state,
  measures,
  onChange,
}: {
  data: PlanData;
  state: PlanState;
  measures: readonly Followed[];
  onChange: (measure: Followed) => OnChange;
}) {
  const w = planWords.useWords();
  const { areas, apart } = partsOf(data.plan, measures, state);
  return (
    <>
      {areas.map((area) => (
        <section key={area.id} class="section" aria-labelledby={`area-${area.id}`}>
          <h2 id={`area-${area.id}`}>{area.name}</h2>
          {area.goals.map((part) => (
            <GoalSection
              key={part.goal.id}
              data={data}
              goal={part.goal}
              measures={part.measures}
              onChange={onChange}
            />
          ))}
        </section>
      ))}
      {apart.length > 0 && (
        <div class="section">
          <h2>{w.apart}</h2>
          <MeasureTable label={w.apart} data={data} measures={apart} onChange={onChange} />
        </div>
      )}
    </>
  );
}

function GoalSection({
  data,
  goal,
  measures,
  onChange,
}: {
  data: PlanData;
  goal: Goal;
  measures: readonly Followed[];
  onChange: (measure: Followed) => OnChange;
}) {
  const w = planWords.useWords();
  const href = useHref();
  const indicators = data.plan.indicators.filter((one) => one.goal === goal.id);
  return (
    <article class="card goal">
      <h3>
        <a class="name" href={href(goalAddress(goal.id, data.named))}>
          {goal.text}
        </a>
      </h3>
      {goal.assignedTo.length > 0 && (
        <p class="small">
          {w.assignedTo}: <Listed texts={goal.assignedTo} />
        </p>
      )}
      {indicators.length === 0 ? (
        <p class="muted">{w.noIndicators}</p>
      ) : (
        <div class="indicators">
          {indicators.map((one) => (
            <IndicatorPart
              key={one.id}
              indicator={one}
              targets={data.plan.targets.filter((target) => target.indicator === one.id)}
            />
          ))}
        </div>
      )}
      {measures.length === 0 ? (
        <p class="muted">{w.noneForGoal}</p>
      ) : (
        <MeasureTable
          label={w.measuresOf(goal.text)}
          data={data}
          measures={measures}
          onChange={onChange}
        />
      )}
    </article>
  );
}

/** Measures as rows; in narrow windows as cards. */
export function MeasureTable({
  label,
  data,
  measures,
  onChange,
}: {
  label: string;
  data: PlanData;
  measures: readonly Followed[];
  onChange: (measure: Followed) => OnChange;
}) {
  const w = planWords.useWords();
  const href = useHref();
  const unitName = useUnitName(data.units);
  const changes = measures.some((one) => onChange(one));
  return (
    <CardTable
      label={label}
      kind="plan-measures"
      heads={[
        head(w.measure),
        head(w.status),
        head(w.responsible),
        head(w.due),
        head(w.updated),
        head(w.steps),
        ...(changes ? [{ name: w.change, silent: true }] : []),
      ]}
    >
      {measures.map((one) => (
        <tr key={one.id} role="row">
          <th scope="row" role="rowheader">
            {one.code && <span class="small">{one.code}</span>}{' '}
            <a class="name" href={href(measureAddress(one.id, data.named))}>
              {one.name}
            </a>{' '}
            <Notices measure={one} />
          </th>
          <td role="cell" data-label={w.status}>
            <StatusTag measure={one} />
          </td>
          <td role="cell" data-label={w.responsible}>
            {unitName(one.orgUnit) ?? <span class="muted">{w.notSaid}</span>}
          </td>
          <td role="cell" data-label={w.due}>
            {one.end ?? <span class="muted">{w.notSaid}</span>}
          </td>
          <td role="cell" data-label={w.updated}>
            <UpdatedAgo measure={one} />
          </td>
          <td role="cell" data-label={w.steps}>
            <Steps measure={one} />
          </td>
          {changes && (
            <td role="cell">
              <ChangeButton measure={one} onChange={onChange(one)} />
            </td>
          )}
        </tr>
      ))}
    </CardTable>
  );
}

/** Opens the choice of another status, where one may. */
export function ChangeButton({ measure, onChange }: { measure: Followed; onChange: OnChange }) {
  const w = planWords.useWords();
  if (!onChange) return null;
  return (
    <button type="button" aria-label={w.changeOf(measure.name)} onClick={() => onChange(measure)}>
      {w.change}
    </button>
  );
}
