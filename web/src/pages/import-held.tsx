import { useState } from 'preact/hooks';
import { apiUrl } from '../api/client';
import type { HeldRow, Receipt } from '../api/import-types';
import { send } from '../api/send';
import type { Page } from '../api/types';
import { useFresh } from '../api/use-fresh';
import { useAnnounce } from '../components/announcer';
import { FactList } from '../components/fact-list';
import { ErrorMessage } from '../components/error-message';
import { Paging } from '../components/paging';
import { Pending } from '../components/pending';
import { formatCount } from '../format/amount';
import { useLanguage } from '../i18n/language';
import { ImportPage } from '../imports/guarded';
import { HeldTable } from '../imports/held-table';
import { ReasonForm } from '../imports/reason-form';
import { RunHead } from '../imports/run-head';
import { importWords } from '../imports/words';
import { address } from '../routing/address';
import { useRouter } from '../routing/location';
import { may, useSession } from '../session/session';
import { importUrl } from './import-run';

const LIMIT = 50;
type Decision = 'release' | 'discard';

/** The rows that wait for a person: release or discard, with a reason, after a check. */
export function Held({ id }: { id: string }) {
  return (
    <ImportPage title={(w) => w.held.title}>
      <HeldPage id={id} />
    </ImportPage>
  );
}

function HeldPage({ id }: { id: string }) {
  const w = importWords.useWords();
  const h = w.held;
  const { lang } = useLanguage();
  const { query } = useRouter();
  const { session } = useSession();
  const announce = useAnnounce();
  const page = Math.max(1, Number(query.get('sida')) || 1);
  const path = `/import/korningar/${id}/hallna`;
  const run = useFresh<Receipt>(importUrl(id));
  const held = useFresh<Page<HeldRow>>(
    apiUrl(`/imports/${encodeURIComponent(id)}/held`, { page, limit: LIMIT }),
  );
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [all, setAll] = useState(false);
  const [decision, setDecision] = useState<Decision | null>(null);
  const [missing, setMissing] = useState(false);
  const [done, setDone] = useState('');
  const total = held.data?.total ?? 0;
  const count = all ? total : chosen.size;
  const name = run.data?.fileName ?? w.run.title;
  const error = held.error ?? run.error;
  const decide = (next: Decision) => {
    setMissing(count === 0);
    if (count > 0) setDecision(next);
  };
  const carryOut = async (reason: string) => {
    if (!decision) return;
    await send('POST', `${importUrl(id)}/${decision}`, {
      language: lang,
      body: { rows: all ? 'all' : [...chosen].sort((a, b) => a - b), reason },
    });
    const words = h.done[decision](formatCount(count, lang));
    setDone(words);
    announce(words);
    setChosen(new Set());
    setAll(false);
    setDecision(null);
    held.again();
    run.again();
  };
  return (
    <>
      <RunHead
        key={decision ?? 'choose'}
        id={id}
        name={name}
        title={decision ? h.check[decision] : h.title}
        task={h.title}
      >
        {!decision && <p class="lead">{h.lead}</p>}
      </RunHead>
      {done && !decision && <p class="message">{done}</p>}
      {error && <ErrorMessage error={error} onRetry={held.again} />}
      {!held.data && !error && <Pending shape="table" />}
      {held.data && total === 0 && <p>{h.none}</p>}
      {held.data && total > 0 && !decision && (
        <>
          <HeldTable
            rows={held.data.items}
            total={total}
            all={all}
            chosen={chosen}
            canDecide={may(session, 'held.release')}
            onAll={setAll}
            onChoose={setChosen}
          />
          <Paging
            labels={w.paging}
            page={page}
            pages={Math.ceil(total / LIMIT)}
            link={(at) => address(path, { sida: at === 1 ? null : at })}
          />
          {may(session, 'held.release') && (
            <div class="decide no-print">
              <p aria-live="polite">{h.chosen(formatCount(count, lang))}</p>
              {missing && count === 0 && (
                <p class="field-error" role="alert">
                  {h.noneChosen}
                </p>
              )}
              <p class="actions">
                <button type="button" class="primary" onClick={() => decide('release')}>
                  {h.release} …
                </button>
                <button type="button" onClick={() => decide('discard')}>
                  {h.discard} …
                </button>
              </p>
            </div>
          )}
        </>
      )}
      {decision && (
        <div class="narrow">
          <p>{h.checkText[decision]}</p>
          <FactList
            facts={[
              [
                h.rows,
                all
                  ? h.allRows(formatCount(total, lang))
                  : [...chosen]
                      .sort((a, b) => a - b)
                      .map((row) => formatCount(row, lang))
                      .join(', '),
              ],
              [w.run.file, name],
            ]}
          />
          <ReasonForm
            key={decision}
            button={h[decision]}
            hint={h.reasonHint}
            danger={decision === 'discard'}
            onReason={carryOut}
            onCancel={() => setDecision(null)}
          />
        </div>
      )}
    </>
  );
}
