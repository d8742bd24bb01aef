import { useReference } from '../api/reference';
import { compareNames } from '../format/collate';
import { useLanguage } from '../i18n/language';
import { SelectField } from './select-field';

/** Chooses one region; `without` leaves out those already there. */
export function RegionPicker({
  label,
  value,
  without = [],
  onPick,
}: {
  label: string;
  value: string;
  without?: readonly string[];
  onPick: (code: string) => void;
}) {
  const { t } = useLanguage();
  const { regions } = useReference();
  const options = regions
    .filter(({ code }) => !without.includes(code))
    .sort((a, b) => compareNames(a.name, b.name))
    .map(({ code, name }) => ({ value: code, label: name }));
  return (
    <SelectField
      label={label}
      value={value}
      onChange={(code) => code && onPick(code)}
      options={value ? options : [{ value: '', label: t.compare.choose }, ...options]}
    />
  );
}
