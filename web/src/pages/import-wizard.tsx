import { ErrorMessage } from '../components/error-message';
import { PageHead } from '../components/page-head';
import { Pending } from '../components/pending';
import { useLanguage } from '../i18n/language';
import { Done } from '../imports/done';
import { ImportPage } from '../imports/guarded';
import { Sending } from '../imports/sending';
import { StepCheck } from '../imports/step-check';
import { StepConfirm } from '../imports/step-confirm';
import { StepFile } from '../imports/step-file';
import { StepKnown } from '../imports/step-known';
import { StepMap } from '../imports/step-map';
import { Steps } from '../imports/steps';
import { useWizard } from '../imports/use-wizard';
import { may, useSession } from '../session/session';
import { sourceWords } from '../sources/words';

/** S12: from a file that nobody has described to a source, in four steps. */
export function Wizard() {
  return (
    <sourceWords.Words>
      <ImportPage permission="import.send" title={(w) => w.send}>
        <WizardPage />
      </ImportPage>
    </sourceWords.Words>
  );
}

function WizardPage() {
  const w = sourceWords.useWords();
  const { t, text } = useLanguage();
  const { session } = useSession();
  const wizard = useWizard();
  const { sources, targets, kept, read, target, isNew, step, at, busy, failure } = wizard;
  const error = sources.error ?? targets.error;
  const { all } = targets;
  const source = sources.data?.items.find((one) => one.id === kept.source);
  const sourceName = isNew ? kept.name : source ? text(source.name) : kept.source;
  const targetInfo = target ?? all?.find((one) => one.target === source?.target);
  const loaded = sources.data && all;
  return (
    <>
      <PageHead
        key={step}
        title={w.wizard.steps[step - 1] ?? w.wizard.title}
        windowTitle={`${w.wizard.title}: ${w.wizard.steps[step - 1]}`}
        eyebrow={`${w.wizard.title} · ${w.wizard.stepOf(step)}`}
        crumbs={[{ name: t.menu.imports, href: '/import' }]}
      >
        <Steps step={step} />
        {step === 1 && <p class="lead">{w.wizard.nothing}</p>}
      </PageHead>
      {error && <ErrorMessage error={error} onRetry={() => window.location.reload()} />}
      {!loaded && !error && <Pending shape="lines" />}
      {failure && step !== 4 && <ErrorMessage error={failure} />}
      {wizard.stopped && <p class="message">{w.wizard.stopped}</p>}
      {wizard.progress && <Sending progress={wizard.progress} onCancel={wizard.cancel} />}
      {wizard.done && <Done receipt={wizard.done} />}
      {loaded && !wizard.progress && !wizard.done && (
        <>
          {step === 1 && (
            <>
              {!read.file && kept.fileName && kept.source !== '' && (
                <p class="message">{w.wizard.again(kept.fileName)}</p>
              )}
              <StepFile
                kept={kept}
                file={read.file}
                sources={sources.data?.items ?? []}
                targets={all}
                busy={busy}
                onKept={wizard.change}
                onFile={wizard.takeFile}
                onNext={wizard.readFile}
              />
            </>
          )}
          {step === 2 && isNew && read.suggestion && target && (
            <StepMap
              kept={kept}
              suggestion={read.suggestion}
              whole={read.whole}
              preview={read.preview}
              target={target}
              asked={wizard.asked}
              faults={wizard.faults}
              onKept={wizard.change}
              onText={wizard.makeText}
            />
          )}
          {step === 2 && !isNew && <StepKnown source={kept.source} />}
          {step === 3 && (
            <StepCheck
              preview={read.preview}
              dryRun={read.dryRun}
              refusal={read.refusal}
              fields={targetInfo?.fields ?? []}
            />
          )}
          {step === 4 && read.file && read.dryRun && (
            <StepConfirm
              kept={kept}
              file={read.file}
              dryRun={read.dryRun}
              sourceName={sourceName}
              targetName={targetInfo ? text(targetInfo.name) : ''}
              failure={failure}
              busy={busy}
              mayAdd={may(session, 'source.add')}
              onKept={wizard.change}
              onImport={wizard.store}
              onText={wizard.mappingText}
            />
          )}
          {step > 1 && (
            <p class="actions wizard-nav no-print">
              <button type="button" disabled={busy} onClick={() => at(step - 1)}>
                {w.wizard.back}
              </button>
              {step === 2 && (
                <button type="button" class="primary" disabled={busy} onClick={wizard.check}>
                  {w.wizard.next}
                </button>
              )}
              {step === 3 && read.dryRun && read.dryRun.stored > 0 && (
                <button type="button" class="primary" disabled={busy} onClick={() => at(4)}>
                  {w.wizard.next}
                </button>
              )}
              <button type="button" class="quiet" disabled={busy} onClick={wizard.restart}>
                {w.wizard.restart}
              </button>
            </p>
          )}
        </>
      )}
    </>
  );
}
