import { COLUMNS, type Followed } from '../api/follow-types';
import { summaryOf } from '../model/plan-overview';
import { useHref } from '../routing/location';
import { measureAddress, planAddress, type PlanState } from '../routing/plan-state';
import { planWords } from './words';

/** How many stand where, how many were written about lately, and which are late. */
export function SummaryStrip({
  measures,
  state,
}: {
  measures: readonly Followed[];
  state: PlanState;
}) {
  const w = planWords.useWords();
  const href = useHref();
  const summary = summaryOf(measures);
  return (
    <section class="section plan-summary" aria-labelledby="plan-summary">
      <h2 id="plan-summary">{w.overview}</h2>
      <ul class="tallies">
        {COLUMNS.map((column) => (
          <li key={column}>
            {summary.counts[column] > 0 ? (
              <a href={href(planAddress({ ...state, status: column }))}>
                {w.tally(summary.counts[column], w.columns[column])}
              </a>
            ) : (
              w.tally(0, w.columns[column])
            )}
          </li>
        ))}
      </ul>
      <p>{w.freshShare(summary.fresh, summary.total)}</p>
      {summary.late.length === 0 ? (
        <p>{w.noneLate}</p>
      ) : (
        <details open={summary.late.length <= 5}>
          <summary>
            {w.lateList} ({summary.late.length})
          </summary>
          <ul class="bulleted">
            {summary.late.map((one) => (
              <li key={one.id}>
                <a href={href(measureAddress(one.id, state.plan))}>{one.name}</a>
                {one.end && ` – ${w.dueOn(one.end)}`}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
