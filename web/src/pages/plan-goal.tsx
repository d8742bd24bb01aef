import { useState } from 'preact/hooks';
import type { Goal, PlanTarget } from '../api/follow-types';
import { FactList } from '../components/fact-list';
import { Listed } from '../components/listed';
import { PageHead } from '../components/page-head';
import { useLanguage } from '../i18n/language';
import { Assessments } from '../plan/assessments';
import { PlanFrame, planUrl, type PlanData } from '../plan/frame';
import { HistoryDialog, type Entry } from '../plan/history-dialog';
import { IndicatorPart } from '../plan/indicator-part';
import { MeasureTable } from '../plan/list-view';
import { SourceLine } from '../plan/marks';
import { TargetForm } from '../plan/target-form';
import { TargetTable } from '../plan/target-table';
import { targetText } from '../plan/target-text';
import { planWords } from '../plan/words';
import { useRouter } from '../routing/location';
import { planAddress } from '../routing/plan-state';
import { may, useSession } from '../session/session';
import { NotFound } from './not-found';

interface TargetEntry extends Entry {
  item: PlanTarget;
}

/** One goal: its indicators and targets, the measures that serve it and how it was assessed. */
export function GoalPage({ id }: { id: string }) {
  return (
    <PlanFrame>
      {(data) => {
        const goal = data.plan.goals.find((one) => one.id === id);
        return goal ? <Page key={id} data={data} goal={goal} /> : <NotFound />;
      }}
    </PlanFrame>
  );
}

function Page({ data, goal }: { data: PlanData; goal: Goal }) {
  const w = planWords.useWords();
  const { query } = useRouter();
  const { plan } = data;
  const { lang } = useLanguage();
  const { session } = useSession();
  const [past, setPast] = useState<PlanTarget | null>(null);
  const [changing, setChanging] = useState<PlanTarget | null>(null);
  const nameOf = (target: PlanTarget) =>
    indicators.find((one) => one.id === target.indicator)?.name ?? '';
  const mayTarget = may(session, 'target.edit');
  const area = plan.focusAreas.find((one) => one.id === goal.focusArea);
  const indicators = plan.indicators.filter((one) => one.goal === goal.id);
  const ids = new Set(indicators.map((one) => one.id));
  const targets = plan.targets.filter((one) => ids.has(one.indicator));
  const measures = data.measures.filter((one) => one.goals.includes(goal.id));
  const all = { plan: data.named, view: 'lista', unit: null, status: null } as const;
  return (
    <>
      <PageHead
        title={goal.text}
        eyebrow={w.goal}
        crumbs={[
          { name: w.title, href: planAddress({ ...all, area: null }) },
          ...(area ? [{ name: area.name, href: planAddress({ ...all, area: area.id }) }] : []),
        ]}
      >
        <FactList
          facts={[
            [w.area, area?.name],
            [w.assignedTo, goal.assignedTo.length > 0 && <Listed texts={goal.assignedTo} />],
            [w.mandate, goal.mandate],
            [w.vision, goal.vision],
          ]}
        />
        <SourceLine source={goal.source} />
      </PageHead>
      <Assessments data={data} goal={goal} occasion={query.get('tillfalle')} />
      <section class="section" aria-labelledby="indicators">
        <h2 id="indicators">{w.indicators}</h2>
        {indicators.length === 0 && <p class="muted">{w.noIndicators}</p>}
        <div class="indicators">
          {indicators.map((one) => (
            <IndicatorPart
              key={one.id}
              heading="h3"
              indicator={one}
              targets={targets.filter((target) => target.indicator === one.id)}
            />
          ))}
        </div>
      </section>
      <div class="section">
        <h2>{w.targets}</h2>
        {targets.length === 0 ? (
          <p class="muted">{w.noTargets}</p>
        ) : (
          <TargetTable
            indicators={indicators}
            targets={targets}
            units={data.units}
            onEdit={mayTarget ? setChanging : null}
            onHistory={mayTarget ? setPast : null}
          />
        )}
        {changing && (
          <TargetForm
            key={changing.id}
            plan={plan.id}
            target={changing}
            name={nameOf(changing)}
            onDone={(saved) => {
              setChanging(null);
              if (saved) data.again();
            }}
          />
        )}
      </div>
      {past && (
        <HistoryDialog<TargetEntry>
          name={nameOf(past)}
          url={planUrl(plan.id, 'targets', past.id)}
          version={past.version}
          mayUndo={mayTarget}
          describe={(entry) => targetText(entry.item, null, w, lang)}
          onDone={(changed) => {
            setPast(null);
            if (changed) data.again();
          }}
        />
      )}
      <section class="section" aria-labelledby="measures">
        <h2 id="measures">{w.measures}</h2>
        {measures.length === 0 ? (
          <p class="muted">{w.noneForGoal}</p>
        ) : (
          <MeasureTable
            label={w.measuresOf(goal.text)}
            data={data}
            measures={measures}
            onChange={() => null}
          />
        )}
      </section>
    </>
  );
}
