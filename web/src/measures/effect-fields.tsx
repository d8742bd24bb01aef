import type { Effect } from '../api/plan-types';
import type { KeyFigure } from '../api/types';
import { FormField } from '../components/form-field';
import { SelectField } from '../components/select-field';
import { formatUnit } from '../format/number';
import { useLanguage } from '../i18n/language';
import type { EffectForm } from '../model/measure-form';
import { measureWords } from './words';

/** What a measure does to one key figure; without a key figure it does nothing. */
export function EffectFields({
  effect,
  figures,
  errorAt,
  onChange,
}: {
  effect: EffectForm;
  figures: readonly KeyFigure[];
  errorAt: (name: string) => string | null;
  onChange: (effect: EffectForm) => void;
}) {
  const w = measureWords.useWords();
  const { text, lang } = useLanguage();
  return (
    <fieldset class="effect-fields">
      <legend>{w.effectTitle}</legend>
      <div class="measure-form">
        <SelectField
          label={w.effectFigure}
          value={effect.keyFigure}
          error={errorAt('keyFigure')}
          options={[
            { value: '', label: w.effectNone },
            ...figures.map((one) => ({
              value: one.id,
              label: `${text(one.name)} (${formatUnit(one.unit, lang)})`,
            })),
          ]}
          onChange={(keyFigure) => onChange({ ...effect, keyFigure })}
        />
        {effect.keyFigure && (
          <>
            <FormField
              label={w.effectChange}
              value={effect.change}
              error={errorAt('change')}
              onInput={(change) => onChange({ ...effect, change })}
            />
            <FormField
              label={w.effectFrom}
              value={effect.fromYear}
              error={errorAt('fromYear')}
              onInput={(fromYear) => onChange({ ...effect, fromYear })}
            />
            <FormField
              label={w.effectFull}
              value={effect.fullYear}
              error={errorAt('fullYear')}
              onInput={(fullYear) => onChange({ ...effect, fullYear })}
            />
            <SelectField
              label={w.confidence}
              value={effect.confidence}
              options={Object.entries(w.confidences).map(([value, label]) => ({ value, label }))}
              onChange={(one) =>
                onChange({ ...effect, confidence: one as Effect['confidence'] })
              }
            />
          </>
        )}
      </div>
    </fieldset>
  );
}
