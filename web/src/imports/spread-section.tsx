import type { TargetInfo } from '../api/import-types';
import { FormField } from '../components/form-field';
import { SelectField } from '../components/select-field';
import { HEADING_FORMS, type Spread } from '../model/spread';
import { lacksYear, spreadOf, takesUnit, unitsOf, type MapChoices } from '../model/wizard';
import { sourceWords } from '../sources/words';

/** How the headings of a wide file say when, and what its cells are in. */
export function SpreadSection({
  target,
  choices,
  asked,
  onSpread,
}: {
  target: TargetInfo;
  choices: MapChoices;
  /** The person has tried to go on: what is missing is told. */
  asked: boolean;
  onSpread: (spread: Spread) => void;
}) {
  const m = sourceWords.useWords().map;
  const { spread } = choices;
  if (spreadOf(choices.columns).length === 0) return null;
  const set = (next: Partial<Spread>) => onSpread({ ...spread, ...next });
  return (
    <section class="section" aria-labelledby="spread">
      <h2 id="spread">{m.spreadTitle}</h2>
      <p class="muted">{m.spreadLead}</p>
      <div class="field-grid">
        <SelectField
          label={m.headings}
          value={spread.form}
          options={[
            ...(spread.form === '' ? [{ value: '', label: m.headingsChoose }] : []),
            ...HEADING_FORMS.map(({ form, example }) => ({ value: form, label: example })),
          ]}
          onChange={(form) => set({ form })}
        />
        {!spread.form.includes('Y') && !spread.year.startsWith('{') && (
          <FormField
            label={m.headingsYear}
            value={spread.year}
            error={asked && lacksYear(choices) ? m.missingYear : null}
            onInput={(year) => set({ year: year.trim() })}
          />
        )}
        {takesUnit(target, 'quantity') && (
          <SelectField
            label={m.cellUnit}
            value={spread.unit}
            options={[
              { value: '', label: m.unitColumn },
              ...unitsOf(target).map((unit) => ({ value: unit, label: unit })),
            ]}
            onChange={(unit) => set({ unit })}
          />
        )}
      </div>
    </section>
  );
}
