import { useState } from 'preact/hooks';
import type { Definition, DefinitionWords } from '../api/admin-types';
import { FactList } from '../components/fact-list';
import { FormField } from '../components/form-field';
import { SelectField } from '../components/select-field';
import { formatCount } from '../format/amount';
import { useLanguage } from '../i18n/language';
import { Effects } from '../imports/effects';
import {
  bodyOf,
  changedParts,
  definitionFaults,
  wordsNow,
  type DefinitionForm,
} from '../model/definition-form';
import { FormTitle } from '../plan/form-parts';
import { Top } from './form-top';
import { toldBy, useAct } from './use-act';
import { adminWords } from './words';

const TEXTS = ['nameSv', 'nameEn', 'definitionSv', 'definitionEn'] as const;
const DIRECTIONS: readonly DefinitionWords['polarity'][] = ['low', 'high', 'none'];

/** A definition in the region's own words: first tried, with the ranks it changes, then kept. */
export function DefinitionEditor({
  url,
  etag,
  known,
  form,
  onForm,
  onDone,
}: {
  url: string;
  etag: string;
  known: Definition;
  form: DefinitionForm;
  onForm: (form: DefinitionForm) => void;
  onDone: (kept: boolean) => void;
}) {
  const { figures: d, common: c } = adminWords.useWords();
  const { text } = useLanguage();
  const { busy, failure, act, clear } = useAct();
  const [tried, setTried] = useState<Definition | null>(null);
  const [attempt, setAttempt] = useState(0);
  const own = Object.fromEntries(
    Object.entries(definitionFaults(form)).map(([field, fault]) => [field, d.faults[fault]]),
  );
  const faults = attempt > 0 ? { ...toldBy(failure, text), ...own } : {};
  const submit = async (event: Event) => {
    event.preventDefault();
    setAttempt(attempt + 1);
    if (Object.keys(own).length > 0) return;
    const sent = await act<Definition>('PUT', `${url}?dryRun=true`, { body: bodyOf(form) });
    if (sent) setTried(sent.data);
  };
  const keep = async () => {
    const headers = { 'If-Match': etag };
    if (await act('PUT', url, { body: bodyOf(form), headers })) onDone(true);
    else setTried(null);
  };
  if (tried)
    return (
      <Answers
        known={known}
        tried={tried}
        reason={form.reason}
        busy={busy}
        onKeep={keep}
        onChange={() => setTried(null)}
      />
    );
  const labels = { ...d, 'name/sv': d.nameSv };
  return (
    <form class="card stack narrow" onSubmit={submit} noValidate>
      <FormTitle level="h2">{d.edit}</FormTitle>
      <p>{d.editLead}</p>
      <Top faults={faults} attempt={attempt} failure={failure} labels={labels as never} />
      {TEXTS.map((name) => (
        <FormField
          key={name}
          id={name}
          label={d[name]}
          value={form[name]}
          {...(name.startsWith('definition') ? { lines: 4 } : {})}
          error={faults[name] ?? null}
          onInput={(value) => onForm({ ...form, [name]: value })}
        />
      ))}
      <FormField
        id="decimals"
        label={d.decimals}
        hint={d.decimalsHint}
        value={form.decimals}
        error={faults.decimals ?? null}
        onInput={(decimals) => onForm({ ...form, decimals })}
      />
      <SelectField
        id="polarity"
        label={d.direction}
        value={form.polarity}
        options={DIRECTIONS.map((value) => ({ value, label: d.directions[value] }))}
        onChange={(value) => onForm({ ...form, polarity: value as DefinitionForm['polarity'] })}
      />
      <FormField
        id="reason"
        label={d.reason}
        lines={2}
        value={form.reason}
        error={faults.reason ?? null}
        onInput={(reason) => onForm({ ...form, reason })}
      />
      <p class="actions">
        <button type="submit" class="primary" disabled={busy}>
          {busy ? d.trying : d.tryIt}
        </button>
        <button
          type="button"
          class="quiet"
          onClick={() => {
            clear();
            onDone(false);
          }}
        >
          {c.cancel}
        </button>
      </p>
    </form>
  );
}

/** What was answered, and what it would change. */
function Answers({
  known,
  tried,
  reason,
  busy,
  onKeep,
  onChange,
}: {
  known: Definition;
  tried: Definition;
  reason: string;
  busy: boolean;
  onKeep: () => void;
  onChange: () => void;
}) {
  const { figures: d, common: c } = adminWords.useWords();
  const { text, lang } = useLanguage();
  const before = wordsNow(known);
  const after = wordsNow(tried);
  const said = (words: DefinitionWords, part: keyof DefinitionWords) => {
    if (part === 'polarity') return d.directions[words.polarity];
    return part === 'decimals' ? String(words.decimals) : text(words[part]);
  };
  const parts = changedParts(before, after);
  const moves = tried.effects?.rankMovesTotal ?? 0;
  return (
    <section class="card stack">
      <FormTitle level="h2">{d.effectOf}</FormTitle>
      {parts.length === 0 ? (
        <p class="message">{d.unchanged}</p>
      ) : (
        <>
          <FactList
            facts={[
              ...parts.map((part): [string, string] => [
                d.parts[part],
                `${said(before, part)} → ${said(after, part)}`,
              ]),
              [d.reason, reason.trim()],
            ]}
          />
          <p class="message message-wait">
            {(moves > 0 ? d.scope : d.shownIn)(
              formatCount(tried.scope.years, lang),
              formatCount(tried.scope.regions, lang),
            )}
          </p>
          {moves > 0 && tried.effects && <Effects effects={tried.effects} />}
        </>
      )}
      <p class="actions">
        {parts.length > 0 && (
          <button type="button" class="primary" disabled={busy} onClick={onKeep}>
            {busy ? c.saving : d.keep}
          </button>
        )}
        <button type="button" class="quiet" onClick={onChange}>
          {c.change}
        </button>
      </p>
    </section>
  );
}
