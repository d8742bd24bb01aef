import type { ApiError } from '../api/client';
import type { Receipt } from '../api/import-types';
import { ErrorMessage } from '../components/error-message';
import { FactList } from '../components/fact-list';
import { FormField } from '../components/form-field';
import { formatBytes, formatCount } from '../format/amount';
import { useLanguage } from '../i18n/language';
import { isId } from '../model/wizard';
import { address } from '../routing/address';
import { useHref } from '../routing/location';
import { sourceWords } from '../sources/words';
import { NEW_SYSTEM, type Kept } from './wizard-state';

/** Hands a text over as a file. */
function saveText(text: string, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/toml' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Step 4: the answers once more, and the button that stores. */
export function StepConfirm({
  kept,
  file,
  dryRun,
  sourceName,
  targetName,
  failure,
  busy,
  mayAdd,
  onKept,
  onImport,
  onText,
}: {
  kept: Kept;
  file: File;
  dryRun: Receipt;
  sourceName: string;
  targetName: string;
  failure: ApiError | null;
  busy: boolean;
  /** May save a new source; else the mapping can be handed to somebody who may. */
  mayAdd: boolean;
  onKept: (change: Partial<Kept>) => void;
  onImport: () => void;
  onText: () => Promise<string>;
}) {
  const words = sourceWords.useWords();
  const c = words.confirm;
  const { lang } = useLanguage();
  const href = useHref();
  const isNew = kept.source === NEW_SYSTEM;
  const n = (count: number) => formatCount(count, lang);
  const step = (at: number) => href(address('/import/ny', { steg: at }));
  const taken = failure?.status === 412;
  const facts: [string, string, number][] = [
    [c.source, sourceName, 1],
    [c.target, targetName, 1],
    [c.file, `${file.name}, ${formatBytes(file.size, lang)}`, 1],
    [c.rows, n(dryRun.stored), 3],
    [c.quarantined, n(dryRun.quarantined), 3],
    [c.figures, n(dryRun.affectedTotal), 3],
  ];
  const submit = (event: Event) => {
    event.preventDefault();
    if (!isNew || isId(kept.id)) onImport();
  };
  return (
    <form class="narrow stack" onSubmit={submit} noValidate>
      <p class="lead">{c.lead}</p>
      {failure && !taken && <ErrorMessage error={failure} />}
      <FactList
        kind="facts answers"
        facts={facts.map(([name, value, at]) => [
          name,
          value !== '' && (
            <>
              {value}
              {at < 3 && (
                <a class="change" href={step(at)}>
                  {c.change}
                  <span class="visually-hidden"> {name}</span>
                </a>
              )}
            </>
          ),
        ])}
      />
      {isNew && (
        <>
          <FormField
            label={c.id}
            hint={c.idHint}
            value={kept.id}
            error={taken ? c.idTaken : isId(kept.id) ? null : c.idWrong}
            onInput={(id) => onKept({ id })}
          />
          <p class="small">{mayAdd ? c.profile : c.noRight}</p>
        </>
      )}
      <p class="actions">
        {isNew && !mayAdd ? (
          <button
            type="button"
            class="primary"
            disabled={busy || !isId(kept.id)}
            onClick={() => onText().then((text) => saveText(text, `${kept.id}.toml`))}
          >
            {c.download}
          </button>
        ) : (
          <button type="submit" class="primary" disabled={busy}>
            {c.import}
          </button>
        )}
      </p>
    </form>
  );
}
