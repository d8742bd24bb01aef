import type { Preview, Suggestion, TargetField, TargetInfo } from '../api/import-types';
import { FormField } from '../components/form-field';
import { SelectField } from '../components/select-field';
import { useLanguage } from '../i18n/language';
import { unknownWords } from '../model/unknown-words';
import { constantFields, type MapChoices } from '../model/wizard';
import { sourceWords } from '../sources/words';

/** Fields that the file lacks: one value for all rows. */
export function ConstantFields({
  target,
  choices,
  derived,
  onConstants,
}: {
  target: TargetInfo;
  choices: MapChoices;
  derived: readonly string[];
  onConstants: (constants: Record<string, string>) => void;
}) {
  const w = sourceWords.useWords();
  const m = w.map;
  const { text } = useLanguage();
  const fields = constantFields(target, choices, derived);
  if (fields.length === 0) return null;
  const set = (field: TargetField, value: string) =>
    onConstants({ ...choices.constants, [field.name]: value });
  return (
    <section class="section" aria-labelledby="constants">
      <h2 id="constants">{m.constants}</h2>
      <p class="muted">{m.constantsText}</p>
      <div class="field-grid">
        {fields.map((field) =>
          field.choices.length > 0 ? (
            <SelectField
              key={field.name}
              label={text(field.label)}
              value={choices.constants[field.name] ?? ''}
              options={[
                { value: '', label: m.none },
                ...field.choices.map((one) => ({ value: one, label: w.choices[one] ?? one })),
              ]}
              onChange={(value) => set(field, value)}
            />
          ) : (
            <FormField
              key={field.name}
              label={text(field.label)}
              value={choices.constants[field.name] ?? ''}
              onInput={(value) => set(field, value)}
            />
          ),
        )}
      </div>
    </section>
  );
}

/** What the words of the file mean, where the field takes only some. */
export function LookupFields({
  suggestion,
  preview,
  target,
  choices,
  onLookups,
}: {
  suggestion: Suggestion;
  preview: Preview | null;
  target: TargetInfo;
  choices: MapChoices;
  onLookups: (lookups: MapChoices['lookups']) => void;
}) {
  const w = sourceWords.useWords();
  const m = w.map;
  const { text } = useLanguage();
  const unknown = unknownWords(suggestion, preview, target, choices);
  if (unknown.length === 0) return null;
  return (
    <section class="section" aria-labelledby="lookups">
      <h2 id="lookups">{m.lookups}</h2>
      <p class="muted">{m.lookupsText}</p>
      <div class="field-grid">
        {unknown.map(({ field, word }) => (
          <SelectField
            key={`${field.name} ${word}`}
            label={m.lookupOf(word, text(field.label))}
            value={choices.lookups[field.name]?.[word] ?? ''}
            options={[
              { value: '', label: m.quarantine },
              ...field.choices.map((one) => ({ value: one, label: w.choices[one] ?? one })),
            ]}
            onChange={(value) =>
              onLookups({
                ...choices.lookups,
                [field.name]: { ...choices.lookups[field.name], [word]: value },
              })
            }
          />
        ))}
      </div>
    </section>
  );
}
