import { useState } from 'preact/hooks';
import type { ApiError } from '../api/client';
import type { Reminders } from '../api/follow-types';
import { send } from '../api/send';
import { useAnnounce } from '../components/announcer';
import { ErrorMessage } from '../components/error-message';
import { useLanguage } from '../i18n/language';
import { planWords } from './words';

/** Turns the reminders by e-mail on and off. */
export function RemindersPart({ reminders }: { reminders: Reminders }) {
  const w = planWords.useWords();
  const { lang } = useLanguage();
  const announce = useAnnounce();
  const [on, setOn] = useState(reminders.on);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const change = async (wanted: boolean) => {
    setBusy(true);
    setError(null);
    setOn(wanted);
    try {
      await send('PUT', '/api/v1/to-do/reminders', { language: lang, body: { on: wanted } });
      announce(w.remindersSaved(wanted));
    } catch (problem) {
      setOn(!wanted);
      setError(problem as ApiError);
    }
    setBusy(false);
  };
  return (
    <section class="section" aria-labelledby="reminders">
      <h2 id="reminders">{w.remindersTitle}</h2>
      <p>{reminders.email ? w.remindersTo(reminders.email) : w.remindersNoAddress}</p>
      {error && <ErrorMessage error={error} />}
      <label class="field-check">
        <input
          type="checkbox"
          checked={on}
          disabled={busy}
          onChange={(event) => void change(event.currentTarget.checked)}
        />{' '}
        {w.remindersOn}
      </label>
    </section>
  );
}
