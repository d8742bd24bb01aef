import type { Measure } from '../api/plan-types';
import { useReference } from '../api/reference';
import { SelectField } from '../components/select-field';
import { compareNames } from '../format/collate';
import { useLanguage } from '../i18n/language';
import { MEASURE_ORDERS, MEASURE_STATES, type MeasureFilter } from '../model/measure-filter';
import { requiresWords } from '../requires/words';
import { measureWords } from './words';

/** Which measures are listed: by state, unit and key figure, and in which order. */
export function MeasureFilterFields({
  measures,
  filter,
  onFilter,
}: {
  measures: readonly Measure[];
  filter: MeasureFilter;
  onFilter: (filter: MeasureFilter) => void;
}) {
  const w = measureWords.useWords();
  const r = requiresWords.useWords();
  const { text } = useLanguage();
  const { keyFigures } = useReference();
  const all = { value: '', label: w.filter.all };
  const units = [...new Set(measures.flatMap((one) => one.orgUnit ?? []))].sort(compareNames);
  const states = MEASURE_STATES.filter((state) => measures.some((one) => one.state === state));
  const figures = keyFigures.filter((figure) =>
    measures.some((one) => one.effects.some((effect) => effect.keyFigure === figure.id)),
  );
  return (
    <div class="controls" role="group" aria-label={w.filter.label}>
      <SelectField
        label={r.state}
        value={filter.state ?? ''}
        options={[all, ...states.map((state) => ({ value: state, label: r.states[state] }))]}
        onChange={(one) =>
          onFilter({ ...filter, state: MEASURE_STATES.find((state) => state === one) ?? null })
        }
      />
      <SelectField
        label={w.fields.orgUnit}
        value={filter.unit ?? ''}
        options={[all, ...units.map((unit) => ({ value: unit, label: unit }))]}
        onChange={(unit) => onFilter({ ...filter, unit: unit || null })}
      />
      <SelectField
        label={w.effectFigure}
        value={filter.figure ?? ''}
        options={[
          all,
          ...figures.map((figure) => ({ value: figure.id, label: text(figure.name) })),
        ]}
        onChange={(figure) => onFilter({ ...filter, figure: figure || null })}
      />
      <SelectField
        label={w.filter.order}
        value={filter.order}
        options={MEASURE_ORDERS.map((order) => ({ value: order, label: w.filter.orders[order] }))}
        onChange={(one) =>
          onFilter({ ...filter, order: MEASURE_ORDERS.find((order) => order === one) ?? 'plan' })
        }
      />
    </div>
  );
}
