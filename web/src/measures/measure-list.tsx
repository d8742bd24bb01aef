import type { Measure } from '../api/plan-types';
import { useReference } from '../api/reference';
import { Tag, type TagKind } from '../components/tag';
import { formatCount, formatFree } from '../format/amount';
import { changeUnit, formatExact, withUnit } from '../format/number';
import { useLanguage } from '../i18n/language';
import { CostGap } from '../requires/cost-gap';
import { requiresWords } from '../requires/words';
import { measureWords } from './words';

const KINDS: Record<Measure['state'], TagKind> = {
  proposed: 'plain',
  investigated: 'plain',
  decided: 'plain',
  ongoing: 'plain',
  done: 'good',
  verified: 'good',
  cancelled: 'off',
  postponed: 'off',
};

/** Every measure of a plan: its state, cost and effects; what is unknown is said in words. */
export function MeasureList({
  measures,
  onEdit,
  onHistory,
}: {
  measures: readonly Measure[];
  /** Null where one may not. */
  onEdit: ((measure: Measure) => void) | null;
  onHistory: ((measure: Measure) => void) | null;
}) {
  const w = measureWords.useWords();
  const r = requiresWords.useWords();
  const { t, text, lang } = useLanguage();
  const { keyFigures } = useReference();
  const kronor = (value: number | null) =>
    value === null ? (
      <span class="muted">{t.missing.missing}</span>
    ) : (
      withUnit(formatCount(value, lang), r.kronor)
    );
  const effects = (measure: Measure) =>
    measure.effects.map((effect) => {
      const figure = keyFigures.find((one) => one.id === effect.keyFigure);
      const sign = effect.change > 0 ? '+' : '';
      return w.effect(
        figure ? text(figure.name) : effect.keyFigure,
        withUnit(
          sign + formatExact(effect.change, 0, lang),
          changeUnit(figure?.unit ?? '', t.points, lang),
        ),
        effect.fullYear,
      );
    });
  return (
    <section class="table-scroll" aria-label={w.list} tabIndex={0}>
      <table class="measures cards">
        <caption>{w.list}</caption>
        <thead>
          <tr>
            <th scope="col">{r.measure}</th>
            <th scope="col">{r.state}</th>
            <th scope="col" class="number">
              {w.investment}
            </th>
            <th scope="col" class="number">
              {w.tonnes}
            </th>
            <th scope="col" class="number">
              {r.perTonne}
            </th>
            <th scope="col">{w.effects}</th>
            {onEdit && (
              <th scope="col">
                <span class="visually-hidden">{w.edit}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {measures.map((measure) => (
            <tr key={measure.id}>
              <th scope="row">
                <span class="name">{measure.name}</span>{' '}
                {measure.example && <Tag kind="wait">{t.exampleData}</Tag>}
              </th>
              <td data-label={r.state}>
                <Tag kind={KINDS[measure.state]}>{r.states[measure.state]}</Tag>
              </td>
              <td class="number" data-label={w.investment}>
                {kronor(measure.investment)}
              </td>
              <td class="number" data-label={w.tonnes}>
                {measure.co2eTonnes === null ? (
                  <span class="muted">{t.missing.missing}</span>
                ) : (
                  formatFree(measure.co2eTonnes, lang)
                )}
              </td>
              <td class="number" data-label={r.perTonne}>
                {measure.costPerTonne === null ? (
                  <span class="small">
                    <CostGap missing={measure.missing} />
                  </span>
                ) : (
                  kronor(measure.costPerTonne)
                )}
              </td>
              <td data-label={w.effects}>
                {effects(measure).map((words) => (
                  <span key={words} class="effect-line">
                    {words}
                  </span>
                ))}
                {measure.effects.length === 0 && <span class="muted">{r.noEffect}</span>}
                <details class="small">
                  <summary>{w.source}</summary>
                  <p>{measure.description}</p>
                  <p>{measure.source.text}</p>
                  <p>{measure.source.document}</p>
                </details>
              </td>
              {onEdit && (
                <td>
                  <span class="actions">
                    <button
                      type="button"
                      aria-label={w.editOf(measure.name)}
                      onClick={() => onEdit(measure)}
                    >
                      {w.edit}
                    </button>
                    <button
                      type="button"
                      class="quiet"
                      aria-label={w.historyOf(measure.name)}
                      onClick={() => onHistory?.(measure)}
                    >
                      {w.history}
                    </button>
                  </span>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
