import { useEffect, useState } from 'preact/hooks';
import type { ApiError } from '../api/client';
import type { Receipt, SourceDetail } from '../api/import-types';
import { send } from '../api/send';
import { useFresh } from '../api/use-fresh';
import { ErrorMessage } from '../components/error-message';
import { FactList } from '../components/fact-list';
import { Pending } from '../components/pending';
import { formatBytes } from '../format/amount';
import { useLanguage } from '../i18n/language';
import { CountLine } from '../imports/count-line';
import { Effects } from '../imports/effects';
import { Findings } from '../imports/findings';
import { ImportPage } from '../imports/guarded';
import { RunHead } from '../imports/run-head';
import { importWords } from '../imports/words';
import { canRetract, wouldRepeat } from '../model/import-state';
import { useHref, useRouter } from '../routing/location';
import { may, useSession } from '../session/session';
import { importUrl } from './import-run';

/** The file of an earlier import under the mapping of today: first tried, then carried out. */
export function Rerun({ id }: { id: string }) {
  return (
    <ImportPage permission="import.send" title={(w) => w.rerun.title}>
      <RerunPage id={id} />
    </ImportPage>
  );
}

function RerunPage({ id }: { id: string }) {
  const w = importWords.useWords();
  const r = w.rerun;
  const { text, lang } = useLanguage();
  const href = useHref();
  const run = useFresh<Receipt>(importUrl(id));
  const source = useFresh<SourceDetail>(
    run.data && `/api/v1/sources/${encodeURIComponent(run.data.source)}`,
  );
  const error = run.error ?? source.error;
  const name = run.data?.fileName ?? w.run.title;
  const ready = run.data && source.data;
  return (
    <>
      <RunHead id={id} name={name} title={r.title}>
        <p class="lead">{r.lead}</p>
      </RunHead>
      {error && <ErrorMessage error={error} onRetry={run.again} />}
      {!ready && !error && <Pending shape="lines" />}
      {run.data && source.data && (
        <>
          <FactList
            facts={[
              [w.run.file, `${name}, ${formatBytes(run.data.bytes, lang)}`],
              [
                w.run.source,
                <a key="source" href={href(`/admin/kallor/${run.data.source}`)}>
                  {text(source.data.name)}
                </a>,
              ],
              [w.run.mapping, r.versions(run.data.mappingVersion, String(source.data.version))],
            ]}
          />
          {run.data.raw?.kept === false ? (
            <p class="message">{r.gone}</p>
          ) : wouldRepeat(run.data, source.data.version) ? (
            <p class="message">{r.same}</p>
          ) : (
            <Trial run={run.data} version={String(source.data.version)} />
          )}
        </>
      )}
    </>
  );
}

/** What would come of it, and the button that does it. */
function Trial({ run, version }: { run: Receipt; version: string }) {
  const w = importWords.useWords();
  const r = w.rerun;
  const { lang } = useLanguage();
  const { go } = useRouter();
  const { session } = useSession();
  const [tried, setTried] = useState<Receipt | null>(null);
  const [failure, setFailure] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(false);
  const [retracted, setRetracted] = useState(!canRetract(run));
  const mayRetract = may(session, 'import.retract');
  const [replace, setReplace] = useState(mayRetract);
  const url = `${importUrl(run.id)}/rerun`;
  useEffect(() => {
    send<Receipt>('POST', `${url}?dryRun=true`, { language: lang }).then(
      ({ data }) => setTried(data),
      (error: ApiError) => {
        const receipt = (error.problem as { receipt?: Receipt } | null)?.receipt;
        if (receipt) setTried(receipt);
        setFailure(error);
      },
    );
  }, [url, lang]);
  const carryOut = async () => {
    setBusy(true);
    setFailure(null);
    try {
      if (replace && !retracted) {
        const body = { reason: r.reason(version) };
        await send('POST', `${importUrl(run.id)}/retract`, { language: lang, body });
        setRetracted(true);
      }
      const { data } = await send<Receipt>('POST', url, { language: lang });
      go(`/import/korningar/${data.id}`, { replace: true });
    } catch (error) {
      setFailure(error as ApiError);
      setBusy(false);
    }
  };
  if (!tried) return failure ? <ErrorMessage error={failure} /> : <Pending shape="lines" />;
  return (
    <>
      <section class="section" aria-labelledby="outcome">
        <h2 id="outcome">{r.outcome}</h2>
        <p class="muted">{retracted ? r.nothingYet : r.stillHolds}</p>
        <CountLine receipt={tried} />
      </section>
      <div class="section">
        <h2>{w.findings.title}</h2>
        <Findings findings={tried.findings} run={null} />
      </div>
      <div class="section">
        <h2>{w.effects.title}</h2>
        <Effects effects={tried} />
      </div>
      {failure && retracted && canRetract(run) && <p class="message message-wait">{r.half}</p>}
      {failure && <ErrorMessage error={failure} />}
      {!retracted && mayRetract && (
        <label class="field-check">
          <input
            type="checkbox"
            checked={replace}
            onChange={(event) => setReplace(event.currentTarget.checked)}
          />
          {r.replace}
        </label>
      )}
      <p class="actions">
        <button
          type="button"
          class="primary"
          disabled={busy || tried.state === 'rejected'}
          onClick={carryOut}
        >
          {busy ? w.working : r.confirm}
        </button>
        <button type="button" onClick={() => go(`/import/korningar/${run.id}`)}>
          {w.cancel}
        </button>
      </p>
    </>
  );
}
