import { useId } from 'preact/hooks';

/** A labelled line, or several lines, of text with its hint and its fault in words. */
export function FormField({
  label,
  value,
  onInput,
  type = 'text',
  lines,
  hint,
  error,
  autocomplete = 'off',
  id: given,
}: {
  label: string;
  value: string;
  onInput: (value: string) => void;
  type?: 'text' | 'password';
  /** More than one line of room. */
  lines?: number;
  hint?: string;
  error?: string | null;
  autocomplete?: string;
  /** For a link from the list of faults. */
  id?: string;
}) {
  const made = useId();
  const id = given ?? made;
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  const shared = {
    id,
    value,
    placeholder: ' ',
    spellcheck: false,
    autocomplete,
    'aria-invalid': error ? ('true' as const) : undefined,
    'aria-describedby': described || undefined,
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint && (
        <span class="small" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {lines ? (
        <textarea
          {...shared}
          rows={lines}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
      ) : type === 'password' ? (
        <input
          {...shared}
          type="password"
          onInput={(event) => onInput(event.currentTarget.value)}
        />
      ) : (
        <input {...shared} type="text" onInput={(event) => onInput(event.currentTarget.value)} />
      )}
      {error && (
        <span class="field-error" id={`${id}-error`}>
          {error}
        </span>
      )}
    </div>
  );
}
