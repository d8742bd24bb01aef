import { COLUMNS, type Followed } from '../api/follow-types';
import { useReference } from '../api/reference';
import { FactList } from '../components/fact-list';
import { useLanguage } from '../i18n/language';
import { useHref } from '../routing/location';
import { goalAddress, measureAddress } from '../routing/plan-state';
import type { PlanData } from './frame';
import { ChangeButton, type OnChange } from './list-view';
import { Notices, Steps, UpdatedAgo, useUnitName } from './marks';
import { planWords } from './words';

/** The measures in columns by where they stand. */
export function BoardView({
  data,
  measures,
  onChange,
}: {
  data: PlanData;
  measures: readonly Followed[];
  onChange: (measure: Followed) => OnChange;
}) {
  const w = planWords.useWords();
  return (
    <div class="board">
      {COLUMNS.map((column) => {
        const here = measures.filter((one) => one.column === column);
        return (
          <section key={column} aria-labelledby={`column-${column}`}>
            <h2 id={`column-${column}`}>
              {w.columns[column]} <span class="muted">({here.length})</span>
            </h2>
            {here.length === 0 ? (
              <p class="muted">{w.nothingHere}</p>
            ) : (
              <ul class="plain-list">
                {here.map((one) => (
                  <li key={one.id}>
                    <BoardCard data={data} measure={one} onChange={onChange(one)} />
                  </li>
                ))}
              </ul>
            )}
          </section>
        );
      })}
    </div>
  );
}

function BoardCard({
  data,
  measure,
  onChange,
}: {
  data: PlanData;
  measure: Followed;
  onChange: OnChange;
}) {
  const w = planWords.useWords();
  const href = useHref();
  const { text } = useLanguage();
  const { keyFigures } = useReference();
  const unitName = useUnitName(data.units);
  const goals = data.plan.goals.filter((goal) => measure.goals.includes(goal.id));
  const figures = [...new Set(measure.effects.map((effect) => effect.keyFigure))].map((id) => {
    const figure = keyFigures.find((one) => one.id === id);
    return figure ? text(figure.shortName) : id;
  });
  return (
    <article class="card board-card">
      {measure.code && <p class="small">{measure.code}</p>}
      <h3>
        <a class="name" href={href(measureAddress(measure.id, data.named))}>
          {measure.name}
        </a>
      </h3>
      <p>
        <Notices measure={measure} />
      </p>
      <FactList
        kind="board-facts"
        facts={[
          [
            w.serves,
            goals.length > 0 &&
              goals.map((goal) => (
                <a key={goal.id} href={href(goalAddress(goal.id, data.named))}>
                  {goal.text}
                </a>
              )),
          ],
          [w.figures, figures.join(', ')],
          [w.responsible, unitName(measure.orgUnit) ?? w.notSaid],
          [w.due, measure.end ?? w.notSaid],
          [w.updated, <UpdatedAgo measure={measure} />],
          [w.steps, <Steps measure={measure} />],
        ]}
      />
      <ChangeButton measure={measure} onChange={onChange} />
    </article>
  );
}
