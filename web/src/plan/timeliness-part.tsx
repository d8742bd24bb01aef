import { useState } from 'preact/hooks';
import type { Followed, Timeliness } from '../api/follow-types';
import { useAnnounce } from '../components/announcer';
import { ErrorMessage } from '../components/error-message';
import { FormField } from '../components/form-field';
import { SelectField } from '../components/select-field';
import { useLanguage } from '../i18n/language';
import { contentOf } from '../model/status-change';
import { FormEnd } from './form-parts';
import { planUrl } from './frame';
import { useSaving } from './saving';
import { planWords } from './words';

/** Whether a measure keeps its time: by which rule, or who says otherwise and why. */
export function TimelinessPart({
  plan,
  measure,
  mayEdit,
  onChange,
}: {
  plan: string;
  measure: Followed;
  mayEdit: boolean;
  onChange: () => void;
}) {
  const w = planWords.useWords();
  const { text } = useLanguage();
  const [open, setOpen] = useState(false);
  const { status, manual, reason, rule } = measure.timeliness;
  return (
    <section class="section" aria-labelledby="timeliness">
      <h2 id="timeliness">{w.timeliness}</h2>
      <p>
        <strong>{w.timelinesses[status]}</strong>.{' '}
        {manual ? (reason ? w.manualBecause(reason) : w.manual) : rule ? text(rule) : w.computed}
      </p>
      {mayEdit && !open && (
        <p class="actions">
          <button type="button" onClick={() => setOpen(true)}>
            {w.setManual}
          </button>
        </p>
      )}
      {open && (
        <SetTimeliness
          plan={plan}
          measure={measure}
          onDone={(changed) => {
            setOpen(false);
            if (changed) onChange();
          }}
        />
      )}
    </section>
  );
}

function SetTimeliness({
  plan,
  measure,
  onDone,
}: {
  plan: string;
  measure: Followed;
  onDone: (changed: boolean) => void;
}) {
  const w = planWords.useWords();
  const announce = useAnnounce();
  const { busy, failure, change } = useSaving();
  const [status, setStatus] = useState<Timeliness | ''>(measure.manualTimeliness?.status ?? '');
  const [reason, setReason] = useState(measure.manualTimeliness?.reason ?? '');
  const [asked, setAsked] = useState(false);
  const missing = status !== '' && !reason.trim();
  const submit = async (event: Event) => {
    event.preventDefault();
    setAsked(true);
    if (missing) {
      document.getElementById('timeliness-reason')?.focus();
      return;
    }
    const manualTimeliness = status === '' ? null : { status, reason: reason.trim() };
    const saved = await change('PUT', planUrl(plan, 'measures', measure.id), {
      body: { ...contentOf(measure), manualTimeliness },
      version: measure.version,
    });
    if (!saved) return;
    announce(w.timelinessSaved);
    onDone(true);
  };
  return (
    <form class="stack narrow" onSubmit={submit} noValidate aria-label={w.setManual}>
      {failure?.status === 412 && (
        <p class="message message-wait" role="alert">
          {w.staleShort}
        </p>
      )}
      {failure && failure.status !== 412 && <ErrorMessage error={failure} />}
      <SelectField
        label={w.timeliness}
        value={status}
        options={[
          { value: '', label: w.automatic },
          ...Object.entries(w.timelinesses).map(([value, label]) => ({ value, label })),
        ]}
        onChange={(one) => setStatus(one as Timeliness | '')}
      />
      {status !== '' && (
        <FormField
          id="timeliness-reason"
          label={w.reason}
          lines={2}
          value={reason}
          error={asked && missing ? w.reasonMissing : null}
          onInput={setReason}
        />
      )}
      <FormEnd busy={busy} save={w.save} onCancel={() => onDone(false)} />
    </form>
  );
}
