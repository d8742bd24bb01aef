import { useState } from 'preact/hooks';
import type { Followed } from '../api/follow-types';
import { FactList } from '../components/fact-list';
import { PageHead } from '../components/page-head';
import { useLanguage } from '../i18n/language';
import { matching } from '../model/plan-overview';
import { mayEditOf } from '../model/plan-rights';
import { BoardView } from '../plan/board-view';
import { PlanFilters } from '../plan/filters';
import { PlanFrame, planUrl, type PlanData } from '../plan/frame';
import { ListView } from '../plan/list-view';
import { ImportDialog } from '../plan/import-dialog';
import { SourceLine } from '../plan/marks';
import { StatusDialog } from '../plan/status-dialog';
import { SummaryStrip } from '../plan/summary-strip';
import { TimelineView } from '../plan/timeline-view';
import { planWords } from '../plan/words';
import { address } from '../routing/address';
import { useHref, useRouter } from '../routing/location';
import { parsePlan, planAddress } from '../routing/plan-state';
import { may, useSession } from '../session/session';

/** The action plan: goals with their indicators, and the measures as a list, board or timeline. */
export function PlanPage() {
  return <PlanFrame>{(data) => <Page data={data} />}</PlanFrame>;
}

function Page({ data }: { data: PlanData }) {
  const w = planWords.useWords();
  const { query } = useRouter();
  const href = useHref();
  const { session } = useSession();
  const { lang } = useLanguage();
  const [importing, setImporting] = useState(false);
  const [changing, setChanging] = useState<Followed | null>(null);
  const { plan, measures } = data;
  const costs = address('/atgarder', { plan: data.named });
  const state = { ...parsePlan(query), plan: data.named };
  const shown = matching(measures, plan.goals, state);
  const filtered = Boolean(state.area || state.unit || state.status);
  const onChange = (measure: Followed) =>
    mayEditOf(session, [measure.orgUnit], data.units) ? setChanging : null;
  const parts = { data, measures: shown, onChange };
  return (
    <>
      <PageHead title={w.title} windowTitle={`${w.title} ${w.period(plan.from, plan.to)}`}>
        <p class="lead">{plan.name}</p>
        <FactList
          kind="plan-facts"
          facts={[
            [w.decidedBy, plan.decidedBy],
            [w.reference, plan.reference],
          ]}
        />
        <SourceLine source={plan.source} />
        <p class="actions">
          {session && (
            <a class="button" href={href('/att-gora')}>
              {w.toDo}
            </a>
          )}
          <a class="button" href={href(costs)}>
            {w.costs}
          </a>
          <a class="button" href={`${planUrl(plan.id, 'workbook')}?lang=${lang}`} download>
            {w.xlsx}
          </a>
          {may(session, 'target.edit') && (
            <button type="button" onClick={() => setImporting(true)}>
              {w.importing.open}
            </button>
          )}
        </p>
      </PageHead>
      {measures.length > 0 && <SummaryStrip measures={measures} state={state} />}
      <PlanFilters data={data} state={state} />
      {measures.length === 0 && (
        <p class="message">
          {w.noMeasures} {may(session, 'plan.edit') && <a href={href(costs)}>{w.create}</a>}
        </p>
      )}
      {measures.length > 0 && <p role="status">{w.count(shown.length)}</p>}
      {measures.length > 0 && shown.length === 0 && (
        <p class="message">
          {w.noMatch}{' '}
          {filtered && (
            <a href={href(planAddress({ ...state, area: null, unit: null, status: null }))}>
              {w.clear}
            </a>
          )}
        </p>
      )}
      {state.view === 'lista' && <ListView {...parts} state={state} />}
      {state.view === 'tavla' && <BoardView {...parts} />}
      {state.view === 'tidslinje' && <TimelineView data={data} measures={shown} />}
      {importing && (
        <ImportDialog
          plan={plan.id}
          onDone={(stored) => {
            setImporting(false);
            if (stored) data.again();
          }}
        />
      )}
      {changing && (
        <StatusDialog
          plan={plan.id}
          measure={changing}
          onDone={(changed) => {
            setChanging(null);
            if (changed) data.again();
          }}
        />
      )}
    </>
  );
}
