import { formatUnit, formatValue } from '../format/number';
import { useLanguage } from '../i18n/language';

/** A number that opens its source; `about` says what and when, for those who hear the page. */
export function ValueButton({
  value,
  decimals,
  unit,
  about,
  year,
  onSource,
}: {
  value: number;
  decimals: number;
  unit: string;
  about: string;
  year: number;
  onSource: () => void;
}) {
  const { t, lang } = useLanguage();
  return (
    <button type="button" class="value" onClick={onSource}>
      {formatValue(value, decimals, lang)}
      <span class="visually-hidden">
        {' '}
        {formatUnit(unit, lang)}. {t.overview.sourceOf(about, year)}
      </span>
    </button>
  );
}
