import { useState } from 'preact/hooks';
import type { Followed } from '../api/follow-types';
import type { MeasureState } from '../api/plan-types';
import { PageHead } from '../components/page-head';
import { mayEditOf } from '../model/plan-rights';
import { Activities } from '../plan/activities';
import { PlanFrame, planUrl, type PlanData } from '../plan/frame';
import { HistoryDialog, type Entry } from '../plan/history-dialog';
import { AboutMeasure, Chain, CostEffect } from '../plan/measure-facts';
import { MeasureForm } from '../plan/measure-form';
import { Notices, StatusTag } from '../plan/marks';
import { StatusDialog } from '../plan/status-dialog';
import { TimelinessPart } from '../plan/timeliness-part';
import { Updates } from '../plan/updates';
import { planWords } from '../plan/words';
import { requiresWords } from '../requires/words';
import { useHref } from '../routing/location';
import { planAddress } from '../routing/plan-state';
import { useSignInHref } from '../session/require';
import { useSession } from '../session/session';
import { NotFound } from './not-found';

/** One measure: what it serves, how it goes, what was done and what people have written. */
export function MeasurePage({ id }: { id: string }) {
  return (
    <requiresWords.Words>
      <PlanFrame>
        {(data) => {
          const measure = data.measures.find((one) => one.id === id);
          return measure ? <Page key={id} data={data} measure={measure} /> : <NotFound />;
        }}
      </PlanFrame>
    </requiresWords.Words>
  );
}

type Open = 'edit' | 'status' | 'history' | null;
interface MeasureEntry extends Entry {
  measure: { name: string; state: MeasureState };
}

function Page({ data, measure }: { data: PlanData; measure: Followed }) {
  const w = planWords.useWords();
  const { states } = requiresWords.useWords();
  const href = useHref();
  const signIn = useSignInHref();
  const { session } = useSession();
  const [open, setOpen] = useState<Open>(null);
  const mayEdit = mayEditOf(session, [measure.orgUnit], data.units);
  const plan = data.plan.id;
  const top = planAddress({
    plan: data.named,
    view: 'lista',
    area: null,
    unit: null,
    status: null,
  });
  const done = (changed: boolean) => {
    setOpen(null);
    if (changed) data.again();
  };
  const parts = { plan, measure, mayEdit, onChange: data.again };
  return (
    <>
      <PageHead
        title={measure.name}
        crumbs={[{ name: w.title, href: top }]}
        eyebrow={[w.measure, measure.code].filter(Boolean).join(' ')}
      >
        <p class="tags">
          <StatusTag measure={measure} /> <Notices measure={measure} />
        </p>
        {mayEdit ? (
          open !== 'edit' && (
            <p class="actions">
              <button type="button" class="primary" onClick={() => setOpen('edit')}>
                {w.edit}
              </button>
              <button type="button" onClick={() => setOpen('status')}>
                {w.change}
              </button>
              <button type="button" class="quiet" onClick={() => setOpen('history')}>
                {w.history}
              </button>
            </p>
          )
        ) : (
          session === null && (
            <p class="small">
              <a href={href(signIn)}>{w.signIn}</a>: {w.signInToEdit}
            </p>
          )
        )}
      </PageHead>
      {open === 'edit' && (
        <MeasureForm key={measure.id} data={data} measure={measure} onDone={done} />
      )}
      {open !== 'edit' && (
        <>
          <Chain data={data} measure={measure} />
          <div class="plan-columns">
            <div>
              <Updates {...parts} />
              <Activities {...parts} />
            </div>
            <div>
              <TimelinessPart {...parts} />
              <AboutMeasure data={data} measure={measure} />
              <CostEffect measure={measure} />
            </div>
          </div>
        </>
      )}
      {open === 'status' && <StatusDialog plan={plan} measure={measure} onDone={done} />}
      {open === 'history' && (
        <HistoryDialog<MeasureEntry>
          name={measure.name}
          url={planUrl(plan, 'measures', measure.id)}
          version={measure.version}
          mayUndo={mayEdit}
          describe={(entry) => `${entry.measure.name} · ${states[entry.measure.state]}`}
          onDone={done}
        />
      )}
    </>
  );
}
