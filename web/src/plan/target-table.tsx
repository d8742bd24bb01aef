// The roles repeat the elements: see card-table.tsx.
/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role */
import type { Indicator, OrgUnit, PlanTarget } from '../api/follow-types';
import { CardTable, head } from '../components/card-table';
import { Listed } from '../components/listed';
import { useLanguage } from '../i18n/language';
import { SourceLine, useUnitName } from './marks';
import { amount, targetText } from './target-text';
import { planWords } from './words';

/** Every target of a goal's indicators: what, from where, who decided it. */
export function TargetTable({
  indicators,
  targets,
  units,
  onEdit,
  onHistory,
}: {
  indicators: readonly Indicator[];
  targets: readonly PlanTarget[];
  units: readonly OrgUnit[];
  /** Null where one may not. */
  onEdit: ((target: PlanTarget) => void) | null;
  onHistory: ((target: PlanTarget) => void) | null;
}) {
  const w = planWords.useWords();
  const { lang } = useLanguage();
  const unitName = useUnitName(units);
  const of = (target: PlanTarget) => indicators.find((one) => one.id === target.indicator);
  const unknown = <span class="muted">{w.notSaid}</span>;
  return (
    <CardTable
      label={w.targets}
      kind="targets"
      heads={[w.indicator, w.target, w.orgUnit, w.baseline, w.decision].map(head)}
    >
      {targets.map((target) => {
        const unit = of(target)?.unit ?? null;
        const { decision } = target;
        return (
          <tr key={target.id} role="row">
            <th scope="row" role="rowheader">
              {of(target)?.name}
            </th>
            <td role="cell" data-label={w.target}>
              {targetText(target, unit, w, lang)}
              <span class="small"> {w.paths[target.path] ?? ''}</span>
            </td>
            <td role="cell" data-label={w.orgUnit}>
              {unitName(target.orgUnit) ?? w.wholeRegion}
            </td>
            <td role="cell" data-label={w.baseline}>
              {target.baselineValue === null
                ? unknown
                : `${amount(target.baselineValue, unit, lang)} (${target.baselineYear ?? '–'})`}
            </td>
            <td role="cell" data-label={w.decision}>
              {decision ? (
                <Listed texts={[decision.body, decision.date, decision.reference]} />
              ) : (
                unknown
              )}{' '}
              <SourceLine source={target.source} />
              <span class="small"> {w.version(target.version)}</span>
              {onEdit && (
                <button
                  type="button"
                  aria-label={w.editTarget(of(target)?.name ?? '')}
                  onClick={() => onEdit(target)}
                >
                  {w.changeTarget}
                </button>
              )}
              {onHistory && (
                <button
                  type="button"
                  class="quiet"
                  aria-label={w.historyOf(of(target)?.name ?? '')}
                  onClick={() => onHistory(target)}
                >
                  {w.history}
                </button>
              )}
            </td>
          </tr>
        );
      })}
    </CardTable>
  );
}
