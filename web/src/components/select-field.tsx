import { useId } from 'preact/hooks';

export interface Option {
  value: string;
  label: string;
}

/** A labelled drop-down list. */
export function SelectField({
  label,
  value,
  options,
  error,
  onChange,
  id: given,
}: {
  label: string;
  value: string;
  options: readonly Option[];
  error?: string | null;
  onChange: (value: string) => void;
  /** For a link from the list of faults. */
  id?: string;
}) {
  const made = useId();
  const id = given ?? made;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value}
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={error ? `${id}-error` : undefined}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === value}>
            {option.label}
          </option>
        ))}
      </select>
      {error && (
        <span class="field-error" id={`${id}-error`}>
          {error}
        </span>
      )}
    </div>
  );
}
