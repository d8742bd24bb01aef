import type { Measure } from '../api/plan-types';
import type { KeyFigure } from '../api/types';
import { Tag } from '../components/tag';
import { formatCount } from '../format/amount';
import { changeUnit, formatChange, withUnit } from '../format/number';
import { useLanguage } from '../i18n/language';
import { actingFirst } from '../model/requires';
import { CostGap } from './cost-gap';
import { requiresWords } from './words';

/** The measures of a plan, each with its effect on one key figure, its cost, and a switch. */
export function MeasureTable({
  measures,
  figure,
  chosen,
  onToggle,
}: {
  measures: readonly Measure[];
  figure: KeyFigure;
  chosen: readonly string[];
  onToggle: (id: string, on: boolean) => void;
}) {
  const w = requiresWords.useWords();
  const { t, lang } = useLanguage();
  const effectOf = (measure: Measure) =>
    measure.effects
      .filter((effect) => effect.keyFigure === figure.id)
      .map((effect) =>
        w.effectFrom(
          withUnit(
            formatChange(effect.change, Math.max(figure.decimals, 1), lang),
            changeUnit(figure.unit, t.points, lang),
          ),
          effect.fullYear,
        ),
      );
  return (
    <section class="table-scroll" aria-label={w.measures} tabIndex={0}>
      <table class="measures cards">
        <thead>
          <tr>
            <th scope="col">{w.on}</th>
            <th scope="col">{w.measure}</th>
            <th scope="col">{w.state}</th>
            <th scope="col">{w.effect}</th>
            <th scope="col" class="number">
              {w.perTonne}
            </th>
          </tr>
        </thead>
        <tbody>
          {actingFirst(measures, figure.id).map((measure) => (
            <tr key={measure.id}>
              <td data-label={w.on}>
                <input
                  type="checkbox"
                  aria-label={measure.name}
                  checked={chosen.includes(measure.id)}
                  onChange={(event) => onToggle(measure.id, event.currentTarget.checked)}
                />
              </td>
              <th scope="row">
                <span class="name">{measure.name}</span>
                {measure.example && <Tag kind="wait">{t.exampleData}</Tag>}
                {!measure.example && measure.source.document && <span class="small">{measure.source.document}</span>}
              </th>
              <td data-label={w.state}>{w.states[measure.state]}</td>
              <td data-label={w.effect}>
                {effectOf(measure).join(', ') || <span class="muted">{w.noEffect}</span>}
              </td>
              <td class="number" data-label={w.perTonne}>
                {measure.costPerTonne === null ? (
                  <span class="small">
                    <CostGap missing={measure.missing} />
                  </span>
                ) : (
                  withUnit(formatCount(measure.costPerTonne, lang), w.kronor)
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
