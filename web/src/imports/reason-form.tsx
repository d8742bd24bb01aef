import { useRef, useState } from 'preact/hooks';
import type { ApiError } from '../api/client';
import { ErrorMessage } from '../components/error-message';
import { FormField } from '../components/form-field';
import { importWords } from './words';

/** Asks why, then does it; nothing is done without a reason. */
export function ReasonForm({
  button,
  hint,
  danger = false,
  onReason,
  onCancel,
}: {
  button: string;
  hint?: string;
  danger?: boolean;
  onReason: (reason: string) => Promise<unknown>;
  onCancel?: () => void;
}) {
  const w = importWords.useWords();
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ApiError | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const submit = async (event: Event) => {
    event.preventDefault();
    setAsked(true);
    if (!reason.trim()) {
      form.current?.querySelector('textarea')?.focus();
      return;
    }
    setBusy(true);
    setFailure(null);
    try {
      await onReason(reason.trim());
    } catch (error) {
      setFailure(error as ApiError);
    }
    setBusy(false);
  };
  return (
    <form class="stack" ref={form} onSubmit={submit} noValidate>
      {failure && <ErrorMessage error={failure} />}
      <FormField
        label={w.reason}
        lines={3}
        value={reason}
        error={asked && !reason.trim() ? w.reasonMissing : null}
        onInput={setReason}
        {...(hint ? { hint } : {})}
      />
      <p class="actions">
        <button type="submit" class={danger ? 'primary danger' : 'primary'} disabled={busy}>
          {busy ? w.working : button}
        </button>
        {onCancel && (
          <button type="button" class="quiet" onClick={onCancel}>
            {w.cancel}
          </button>
        )}
      </p>
    </form>
  );
}
