import { useState } from 'preact/hooks';
import type { Assessment, Goal, Suggestion } from '../api/follow-types';
import { useFresh } from '../api/use-fresh';
import { ErrorMessage } from '../components/error-message';
import { Pending } from '../components/pending';
import { SelectField } from '../components/select-field';
import { formatDate, today } from '../format/date';
import { useLanguage } from '../i18n/language';
import { currentOccasion, occasionParts, occasionsOf } from '../model/assessment-form';
import { mayEditOf } from '../model/plan-rights';
import { may, useSession } from '../session/session';
import { AssessmentForm } from './assessment-form';
import { planUrl, type PlanData } from './frame';
import { HistoryDialog, type Entry } from './history-dialog';
import { SuggestionView, VerdictTag } from './suggestion';
import { planWords } from './words';

/** What an occasion is called. */
export function useOccasionName(): (occasion: string) => string {
  const w = planWords.useWords();
  return (occasion) => {
    const parts = occasionParts(occasion);
    return parts ? w.occasions[parts.kind](parts.year) : occasion;
  };
}

interface AssessmentEntry extends Entry {
  item: Assessment;
}

/** How a goal was assessed at each occasion, and room for a new assessment. */
export function Assessments({
  data,
  goal,
  occasion: named,
}: {
  data: PlanData;
  goal: Goal;
  /** The occasion that a link asks to be assessed. */
  occasion: string | null;
}) {
  const w = planWords.useWords();
  const occasionName = useOccasionName();
  const { session } = useSession();
  const plan = data.plan.id;
  const [open, setOpen] = useState<string | null>(null);
  const [history, setHistory] = useState<Assessment | null>(null);
  const { data: answer, error, again } = useFresh<{ items: Assessment[] }>(
    `${planUrl(plan, 'assessments')}?limit=1000`,
  );
  const items = (answer?.items ?? [])
    .filter((one) => one.goal === goal.id)
    .toSorted((a, b) => orderOf(b.occasion).localeCompare(orderOf(a.occasion), 'sv'));
  const mayDecide = may(session, 'assessment.decide');
  const units = data.measures
    .filter((one) => one.goals.includes(goal.id))
    .map((one) => one.orgUnit);
  const mayWrite = mayDecide || mayEditOf(session, units, data.units);
  const written = new Set(items.map((one) => one.occasion));
  const free = occasionsOf(data.plan.from, data.plan.to, today()).filter(
    (one) => !written.has(one),
  );
  const [chosen, setChosen] = useState(named);
  const wanted = [chosen, currentOccasion(today()), free[0]];
  const next = wanted.find((one) => one && free.includes(one)) ?? null;
  const form = (occasion: string, assessment: Assessment | null) => (
    <SuggestedForm
      key={`${occasion} ${assessment?.version ?? 0}`}
      plan={plan}
      goal={goal}
      occasion={occasion}
      title={(assessment ? w.editFor : w.writeFor)(occasionName(occasion))}
      assessment={assessment}
      mayDecide={mayDecide}
      onDone={(saved) => {
        setOpen(null);
        if (saved) again();
      }}
    />
  );
  return (
    <section class="section" aria-labelledby="assessments">
      <h2 id="assessments">{w.assessments}</h2>
      {error && <ErrorMessage error={error} onRetry={again} />}
      {!answer && !error && <Pending shape="lines" />}
      {answer && items.length === 0 && <p class="muted">{w.noAssessments}</p>}
      {mayWrite && answer && next && open !== next && (
        <div class="pair">
          <SelectField
            label={w.occasion}
            value={next}
            options={free.map((one) => ({ value: one, label: occasionName(one) }))}
            onChange={setChosen}
          />
          <button type="button" class="primary" onClick={() => setOpen(next)}>
            {w.assess}
          </button>
        </div>
      )}
      {open !== null && !written.has(open) && form(open, null)}
      {items.map((one) =>
        open === one.occasion ? (
          form(one.occasion, one)
        ) : (
          <Written
            key={one.id}
            assessment={one}
            onEdit={mayWrite ? () => setOpen(one.occasion) : null}
            onHistory={mayWrite ? () => setHistory(one) : null}
          />
        ),
      )}
      {history && (
        <HistoryDialog<AssessmentEntry>
          name={occasionName(history.occasion)}
          url={planUrl(plan, 'assessments', history.id)}
          version={history.version}
          mayUndo={mayDecide}
          describe={({ item }) => `${w.verdicts[item.verdict]}. ${item.motivation ?? ''}`}
          onDone={(changed) => {
            setHistory(null);
            if (changed) again();
          }}
        />
      )}
    </section>
  );
}

/** UR1 before UR2 before the annual report of the same year. */
const orderOf = (occasion: string): string => occasion.replace('AR', 'Z');

/** The form with what the data suggest, asked for by itself when nothing is written yet. */
function SuggestedForm({
  goal,
  ...rest
}: Omit<Parameters<typeof AssessmentForm>[0], 'goal' | 'suggestion'> & { goal: Goal }) {
  const { plan, occasion, assessment } = rest;
  const asked = useFresh<Suggestion>(
    assessment ? null : `${planUrl(plan, 'goals', goal.id, 'suggestion')}?occasion=${occasion}`,
  );
  if (!assessment && !asked.data && !asked.error) return <Pending shape="lines" />;
  const suggestion = assessment?.suggestion ?? asked.data ?? null;
  return <AssessmentForm {...rest} goal={goal.id} suggestion={suggestion} />;
}

function Written({
  assessment,
  onEdit,
  onHistory,
}: {
  assessment: Assessment;
  onEdit: (() => void) | null;
  onHistory: (() => void) | null;
}) {
  const w = planWords.useWords();
  const { lang } = useLanguage();
  const name = useOccasionName()(assessment.occasion);
  return (
    <article class="card assessment">
      <h3>
        {name} <VerdictTag verdict={assessment.verdict} />
      </h3>
      <p class="written">{assessment.motivation}</p>
      {assessment.evidence.length > 0 && (
        <dl class="facts">
          {assessment.evidence.map((one) => (
            <div key={one.criterion}>
              <dt>{w.criteria[one.criterion]}</dt>
              <dd class="written">{one.text}</dd>
            </div>
          ))}
        </dl>
      )}
      {assessment.suggestion && <SuggestionView suggestion={assessment.suggestion} name={name} />}
      <p class="small">
        {assessment.decidedBy
          ? [
              w.decided,
              assessment.date && formatDate(assessment.date, lang),
              w.by(assessment.decidedBy),
            ]
              .filter(Boolean)
              .join(' ')
          : w.notDecided}
      </p>
      {onEdit && (
        <p class="actions">
          <button type="button" aria-label={w.editFor(name)} onClick={onEdit}>
            {w.editFor('').replace(/[:\s]+$/, '')}
          </button>
          <button
            type="button"
            class="quiet"
            aria-label={w.historyOf(name)}
            onClick={() => onHistory?.()}
          >
            {w.history}
          </button>
        </p>
      )}
    </article>
  );
}
