import type { Followed } from '../api/follow-types';
import { inQuarter, partOf, timelineOf, yearOf } from '../model/plan-quarters';
import { useHref } from '../routing/location';
import { measureAddress } from '../routing/plan-state';
import type { PlanData } from './frame';
import { StatusTag } from './marks';
import { planWords } from './words';

/** The measures over the quarters of the plan, the first to end first. */
export function TimelineView({
  data,
  measures,
}: {
  data: PlanData;
  measures: readonly Followed[];
}) {
  const w = planWords.useWords();
  const href = useHref();
  const { quarters, rows, undated } = timelineOf(measures, data.plan.from, data.plan.to);
  const years = [...new Set(quarters.map(yearOf))];
  const link = (measure: Followed) => (
    <a class="name" href={href(measureAddress(measure.id, data.named))}>
      {measure.name}
    </a>
  );
  return (
    <>
      {rows.length > 0 && (
        <section class="table-scroll" aria-label={w.timeline} tabIndex={0}>
          <table class="quarters">
            <caption>
              {w.timeline}
              <span class="caption-note">{w.timelineKey}</span>
            </caption>
            <thead>
              <tr>
                <th scope="col" rowSpan={2}>
                  {w.measure}
                </th>
                {years.map((year) => (
                  <th
                    key={year}
                    scope="colgroup"
                    colSpan={quarters.filter((quarter) => yearOf(quarter) === year).length}
                  >
                    {year}
                  </th>
                ))}
              </tr>
              <tr>
                {quarters.map((quarter) => (
                  <th key={quarter} scope="col" class="quarter">
                    <span aria-hidden="true">{w.quarterShort(partOf(quarter))}</span>
                    <span class="visually-hidden">
                      {w.quarter(partOf(quarter), yearOf(quarter))}
                    </span>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.measure.id}>
                  <th scope="row">
                    {link(row.measure)} <StatusTag measure={row.measure} />
                  </th>
                  {quarters.map((quarter) => {
                    const what = inQuarter(row, quarter);
                    return (
                      <td key={quarter} class={what ? 'busy' : undefined}>
                        {what === 'ends' && <span aria-hidden="true">◆</span>}
                        {what && <span class="visually-hidden">{w[what]}</span>}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {undated.length > 0 && (
        <section class="section" aria-labelledby="undated">
          <h2 id="undated">{w.undated}</h2>
          <ul class="bulleted">
            {undated.map((measure) => (
              <li key={measure.id}>
                {link(measure)} <StatusTag measure={measure} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
