import { useState } from 'preact/hooks';
import type { Source, TargetInfo } from '../api/import-types';
import { FormField } from '../components/form-field';
import { SelectField } from '../components/select-field';
import { compareNames } from '../format/collate';
import { useLanguage } from '../i18n/language';
import { hintsOf, stops } from '../model/file-hints';
import { sourceWords } from '../sources/words';
import { FileDrop } from './file-drop';
import { NEW_SYSTEM, nothingMapped, type Kept } from './wizard-state';

/** Step 1: whose file it is, what it holds, and the file itself. */
export function StepFile({
  kept,
  file,
  sources,
  targets,
  busy,
  onKept,
  onFile,
  onNext,
}: {
  kept: Kept;
  file: File | null;
  sources: readonly Source[];
  targets: readonly TargetInfo[];
  busy: boolean;
  onKept: (change: Partial<Kept>) => void;
  onFile: (file: File) => void;
  onNext: () => void;
}) {
  const words = sourceWords.useWords();
  const f = words.file;
  const { text } = useLanguage();
  const [asked, setAsked] = useState(false);
  const isNew = kept.source === NEW_SYSTEM;
  const faults = [
    kept.source === '' && f.missing.source,
    isNew && !kept.name.trim() && f.missing.name,
    isNew && kept.target === '' && f.missing.target,
    !file && f.missing.file,
    file && stops(hintsOf(file)) && f.missing.file,
  ].filter((one): one is string => typeof one === 'string');
  const submit = (event: Event) => {
    event.preventDefault();
    setAsked(true);
    if (faults.length === 0) onNext();
  };
  const known = [...sources]
    .filter((one) => one.transport.includes('upload') || one.transport.includes('push'))
    .sort((a, b) => compareNames(text(a.name), text(b.name)));
  return (
    <form class="narrow stack" onSubmit={submit} noValidate>
      {asked && faults.length > 0 && (
        <div class="message message-error" role="alert">
          <p class="message-title">{f.summary}</p>
          <ul class="bulleted">
            {faults.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </div>
      )}
      <SelectField
        label={f.source}
        value={kept.source}
        options={[
          { value: '', label: f.choose },
          { value: NEW_SYSTEM, label: `+ ${f.newSystem}` },
          ...known.map((one) => ({ value: one.id, label: text(one.name) })),
        ]}
        error={asked && kept.source === '' ? f.missing.source : null}
        onChange={(source) => onKept({ source, toml: null })}
      />
      {kept.source !== '' && <p class="small">{isNew ? f.newHint : f.knownHint}</p>}
      {isNew && (
        <>
          <FormField
            label={f.name}
            hint={f.nameHint}
            value={kept.name}
            error={asked && !kept.name.trim() ? f.missing.name : null}
            onInput={(name) => onKept({ name })}
          />
          <SelectField
            label={f.target}
            value={kept.target}
            options={[
              { value: '', label: f.chooseTarget },
              ...targets.map((one) => ({ value: one.target, label: text(one.name) })),
            ]}
            error={asked && kept.target === '' ? f.missing.target : null}
            onChange={(target) => onKept({ ...nothingMapped(), target })}
          />
        </>
      )}
      <FileDrop file={file} onFile={onFile} error={asked && !file ? f.missing.file : null} />
      <p class="actions">
        <button type="submit" class="primary" disabled={busy}>
          {words.wizard.next}
        </button>
      </p>
    </form>
  );
}
