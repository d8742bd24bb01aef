import { useReference } from '../api/reference';
import { useLanguage } from '../i18n/language';
import { compareNames } from '../format/collate';
import {
  MAX_YEARS,
  OVERVIEW_ORDERS,
  OVERVIEW_VIEWS,
  overviewAddress,
  type OverviewState,
} from '../routing/overview-state';
import { ChoiceLinks } from './choice-links';
import { SelectField } from './select-field';

/** Region, years, what the cells show, the order of the rows and the division into classes. */
export function OverviewControls({
  state,
  onChange,
}: {
  state: OverviewState;
  onChange: (state: OverviewState) => void;
}) {
  const { t } = useLanguage();
  const { regions } = useReference();
  const sorted = [...regions].sort((a, b) => compareNames(a.name, b.name));
  return (
    <section class="controls" aria-label={t.overview.show}>
      <SelectField
        label={t.region}
        value={state.region ?? ''}
        options={sorted.map(({ code, name }) => ({ value: code, label: name }))}
        onChange={(region) => onChange({ ...state, region, years: [] })}
      />
      <YearPicker years={state.years} onChange={(years) => onChange({ ...state, years })} />
      <ChoiceLinks
        label={t.overview.show}
        choices={OVERVIEW_VIEWS.map((view) => ({
          label: t.overview.views[view],
          current: state.view === view,
          href: overviewAddress({ ...state, view }),
        }))}
      />
      <ChoiceLinks
        label={t.overview.order}
        choices={OVERVIEW_ORDERS.map((order) => ({
          label: t.overview.orders[order],
          current: state.order === order,
          href: overviewAddress({ ...state, order }),
        }))}
      />
      <SelectField
        label={t.scheme.label}
        value={state.scheme}
        options={[
          { value: 'tredjedelar', label: t.scheme.thirds },
          { value: 'fjardedelar', label: t.scheme.quartiles },
        ]}
        onChange={(scheme) =>
          onChange({ ...state, scheme: scheme === 'fjardedelar' ? 'fjardedelar' : 'tredjedelar' })
        }
      />
    </section>
  );
}

function YearPicker({ years, onChange }: { years: number[]; onChange: (years: number[]) => void }) {
  const { t } = useLanguage();
  const { info } = useReference();
  const toggle = (year: number) =>
    onChange(
      years.includes(year)
        ? years.filter((other) => other !== year)
        : [...years, year].sort((a, b) => a - b),
    );
  return (
    <div class="field">
      <span class="field-label">{t.year}</span>
      <details class="year-picker">
        <summary>{years.length > 0 ? years.join(', ') : t.overview.years}</summary>
        <fieldset>
          <legend>
            {t.overview.years}{' '}
            <span class="muted">({t.overview.yearsHint(MAX_YEARS).toLowerCase()})</span>
          </legend>
          {[...info.years].reverse().map((year) => {
            const chosen = years.includes(year);
            const locked = chosen ? years.length === 1 : years.length >= MAX_YEARS;
            return (
              <label key={year}>
                <input
                  type="checkbox"
                  checked={chosen}
                  disabled={locked}
                  onChange={() => toggle(year)}
                />{' '}
                {year}
              </label>
            );
          })}
        </fieldset>
      </details>
    </div>
  );
}
