import type { Preview, Receipt, TargetField } from '../api/import-types';
import type { ApiError } from '../api/client';
import { ErrorMessage } from '../components/error-message';
import { formatCount } from '../format/amount';
import { useLanguage } from '../i18n/language';
import { PreviewView } from '../sources/preview-view';
import { sourceWords } from '../sources/words';
import { Effects } from './effects';
import { Findings } from './findings';
import { CountLine } from './count-line';
import { importWords } from './words';

/** Step 3: what would happen, from a dry run. */
export function StepCheck({
  preview,
  dryRun,
  refusal,
  fields,
}: {
  preview: Preview | null;
  dryRun: Receipt | null;
  refusal: ApiError | null;
  fields: readonly TargetField[];
}) {
  const w = sourceWords.useWords();
  const i = importWords.useWords();
  const { lang } = useLanguage();
  const c = w.check;
  const receipt =
    dryRun ?? (refusal?.problem as { receipt?: Receipt } | undefined)?.receipt ?? null;
  const held = receipt?.held ?? 0;
  return (
    <>
      {refusal && receipt && (
        <p class="message message-error" role="alert">
          {c.rejectedText}
        </p>
      )}
      {refusal && !receipt && (
        <div class="message message-error" role="alert">
          <p class="message-title">{c.refused}</p>
          <p>{refusal.message}</p>
          <p>{c.refusedText}</p>
        </div>
      )}
      {refusal && refusal.status === 0 && <ErrorMessage error={refusal} />}
      {!refusal && !preview?.refused && <p class="muted">{c.lead}</p>}
      {receipt && (
        <section aria-labelledby="rows">
          <h2 id="rows">{c.rows}</h2>
          <CountLine receipt={receipt} />
          {receipt.stored === 0 && !refusal && <p class="message">{c.nothing}</p>}
          {held > 0 && <p class="message message-wait">{c.held(formatCount(held, lang))}</p>}
        </section>
      )}
      {preview && (
        <div class={receipt ? 'section' : ''}>
          <PreviewView preview={preview} fields={fields} />
        </div>
      )}
      {receipt && (
        <>
          <div class="section">
            <h2>{i.findings.title}</h2>
            <Findings findings={receipt.findings} run={null} />
          </div>
          <div class="section">
            <h2>{i.effects.title}</h2>
            <Effects effects={receipt} />
          </div>
        </>
      )}
    </>
  );
}
