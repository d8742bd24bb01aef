import { useState } from 'preact/hooks';
import { apiUrl } from '../api/client';
import type { Receipt, Source } from '../api/import-types';
import { send } from '../api/send';
import type { Page } from '../api/types';
import { useFresh } from '../api/use-fresh';
import { FactList } from '../components/fact-list';
import { ErrorMessage } from '../components/error-message';
import { Pending } from '../components/pending';
import { formatCount } from '../format/amount';
import { formatTime } from '../format/date';
import { useLanguage } from '../i18n/language';
import { ImportPage } from '../imports/guarded';
import { ReasonForm } from '../imports/reason-form';
import { RunHead } from '../imports/run-head';
import { importWords } from '../imports/words';
import { canRetract } from '../model/import-state';
import { useHref, useRouter } from '../routing/location';
import { importUrl } from './import-run';

interface Retraction {
  closed: number;
  reopened: number;
  alsoTouched: string[];
}

/** The answers to check before an import is taken back. */
export function Retract({ id }: { id: string }) {
  return (
    <ImportPage permission="import.retract" title={(w) => w.retract.title}>
      <RetractPage id={id} />
    </ImportPage>
  );
}

function RetractPage({ id }: { id: string }) {
  const w = importWords.useWords();
  const r = w.retract;
  const { text, lang } = useLanguage();
  const { go } = useRouter();
  const { data, error, again } = useFresh<Receipt>(importUrl(id));
  const sources = useFresh<Page<Source>>(apiUrl('/sources', { limit: 1000 }));
  const source = sources.data?.items.find((one) => one.id === data?.source);
  const [done, setDone] = useState<Retraction | null>(null);
  const run = `/import/korningar/${id}`;
  const name = data?.fileName ?? w.run.title;
  return (
    <>
      <RunHead id={id} name={name} title={r.title} />
      {error && <ErrorMessage error={error} onRetry={again} />}
      {!data && !error && <Pending shape="lines" />}
      {done && <Outcome done={done} run={run} />}
      {!done && data && !canRetract(data) && (
        <p class="message">{data.state === 'retracted' ? r.already : r.cannot}</p>
      )}
      {!done && data && canRetract(data) && (
        <div class="narrow">
          <p class="lead">{r.lead}</p>
          <h2>{r.what}</h2>
          <FactList
            facts={[
              [w.run.file, name],
              [w.run.source, source ? text(source.name) : data.source],
              [w.run.recorded, data.recordedAt && formatTime(data.recordedAt)],
              [r.storedRows, formatCount(data.stored, lang)],
              [w.effects.title, formatCount(data.affectedTotal, lang)],
            ]}
          />
          <ReasonForm
            button={r.confirm}
            danger
            onCancel={() => go(run)}
            onReason={async (reason) => {
              const answer = await send<Retraction>('POST', `${importUrl(id)}/retract`, {
                language: lang,
                body: { reason },
              });
              setDone(answer.data);
            }}
          />
        </div>
      )}
    </>
  );
}

function Outcome({ done, run }: { done: Retraction; run: string }) {
  const w = importWords.useWords();
  const { lang } = useLanguage();
  const href = useHref();
  return (
    <div class="message" role="status">
      <p>{w.retract.done(formatCount(done.closed, lang), formatCount(done.reopened, lang))}</p>
      {done.alsoTouched.length > 0 && (
        <>
          <p>{w.retract.also}:</p>
          <ul class="plain-list">
            {done.alsoTouched.map((id) => (
              <li key={id}>
                <a href={href(`/import/korningar/${id}`)}>
                  <code>{id}</code>
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      <a class="go" href={href(run)}>
        {w.retract.toRun}
      </a>
    </div>
  );
}
