import { useId, useState } from 'preact/hooks';
import { useLanguage } from '../i18n/language';
import { withPeriod, type Span } from '../model/period';
import { PERIODS, compareAddress, type CompareState } from '../routing/compare-state';
import { withLanguage } from '../routing/address';
import { CopyButton } from './copy-button';
import { SelectField } from './select-field';

/** The years shown, and what a copied link should do when new years arrive. */
export function ComparePeriod({
  state,
  span,
  years,
  onChange,
}: {
  state: CompareState;
  span: Span | null;
  years: number[];
  onChange: (state: CompareState) => void;
}) {
  const { t, lang } = useLanguage();
  const [kind, setKind] = useState<CompareState['period']>(state.period);
  const name = useId();
  const options = years.map((year) => ({ value: String(year), label: String(year) }));
  const link = () =>
    window.location.origin + withLanguage(compareAddress(withPeriod(state, kind, span)), lang);
  return (
    <section class="share" aria-label={t.share.copy}>
      {state.view !== 'matris' && span && (
        <div class="share-row">
          <SelectField
            label={t.compare.from}
            value={String(span.from)}
            options={options}
            onChange={(year) =>
              onChange(withPeriod(state, 'fast', { from: Number(year), to: span.to }))
            }
          />
          <SelectField
            label={t.compare.to}
            value={String(span.to)}
            options={options}
            onChange={(year) =>
              onChange(withPeriod(state, 'fast', { from: span.from, to: Number(year) }))
            }
          />
        </div>
      )}
      <fieldset class="period">
        <legend>{t.compare.period}</legend>
        {PERIODS.map((period) => (
          <label key={period} class="field-check">
            <input
              type="radio"
              name={name}
              value={period}
              checked={kind === period}
              onChange={() => setKind(period)}
            />
            {t.compare.periods[period]}
          </label>
        ))}
      </fieldset>
      <CopyButton label={t.share.copy} text={link} />
    </section>
  );
}
