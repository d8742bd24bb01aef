import { useState } from 'preact/hooks';
import { apiUrl } from '../api/client';
import type { Measure, Measures, Plan } from '../api/plan-types';
import { useFresh } from '../api/use-fresh';
import { ErrorMessage } from '../components/error-message';
import { PageHead } from '../components/page-head';
import { Pending } from '../components/pending';
import { SelectField } from '../components/select-field';
import { formatValue, withUnit } from '../format/number';
import { useLanguage } from '../i18n/language';
import { BestSetPart, CostCurvePart } from '../measures/cost-curve';
import { MeasureEditor } from '../measures/measure-editor';
import { MeasureHistory } from '../measures/measure-history';
import { MeasureList } from '../measures/measure-list';
import { MeasureFilterFields } from '../measures/measure-filter';
import { measureWords } from '../measures/words';
import {
  filtered,
  measureParameters,
  parseMeasureFilter,
  type MeasureFilter,
} from '../model/measure-filter';
import { requiresWords } from '../requires/words';
import { address } from '../routing/address';
import { useRouter } from '../routing/location';
import { may, useSession } from '../session/session';

const EVERYTHING: MeasureFilter = { state: null, unit: null, figure: null, order: 'plan' };

/** The measures of an action plan: cost per tonne, curve, best set; changed by those who may. */
export function MeasuresPage() {
  return (
    <requiresWords.Words>
      <measureWords.Words>
        <Page />
      </measureWords.Words>
    </requiresWords.Words>
  );
}

function Page() {
  const w = measureWords.useWords();
  const { query } = useRouter();
  const plans = useFresh<{ items: Plan[] }>('/api/v1/plans');
  const items = plans.data?.items ?? [];
  const plan = items.find((one) => one.id === query.get('plan')) ?? items[0] ?? null;
  const missing = plans.error?.status === 404 || (plans.data && !plan);
  return (
    <>
      <PageHead title={w.title}>
        <p class="lead">{w.lead}</p>
      </PageHead>
      {plans.error && !missing && <ErrorMessage error={plans.error} onRetry={plans.again} />}
      {missing && <p class="message">{w.noPlans}</p>}
      {!plans.data && !plans.error && <Pending shape="page" />}
      {plan && <PlanPart key={plan.id} plan={plan} plans={items} />}
    </>
  );
}

function PlanPart({ plan, plans }: { plan: Plan; plans: readonly Plan[] }) {
  const w = measureWords.useWords();
  const { lang } = useLanguage();
  const { query, go } = useRouter();
  const { session } = useSession();
  const [open, setOpen] = useState<{ kind: 'edit' | 'history'; measure: Measure | null } | null>(
    null,
  );
  // Counts the changes: what rests on the measures is asked for anew after each.
  const [changes, setChanges] = useState(0);
  const { data, error, again } = useFresh<Measures>(apiUrl(`/plans/${plan.id}/measures`));
  const mayEdit = may(session, 'measure.edit');
  const frame = /^\d{1,12}$/.test(query.get('ram') ?? '') ? Number(query.get('ram')) : null;
  const filter = parseMeasureFilter(query);
  const place = (next: { plan?: string; frame?: number | null; filter?: MeasureFilter }) =>
    go(
      address('/atgarder', {
        plan: next.plan ?? (plans.length > 1 ? plan.id : null),
        ...measureParameters(next.filter ?? filter),
        ram: next.frame === undefined ? frame : next.frame,
      }),
      { replace: true },
    );
  const shown = data ? filtered(data.items, filter) : [];
  const file = (format: string) => apiUrl(`/plans/${plan.id}/measures`, { format, lang });
  const done = (changed: boolean) => {
    setOpen(null);
    if (!changed) return;
    setChanges((count) => count + 1);
    again();
  };
  return (
    <>
      <p>{plan.name}</p>
      {plans.length > 1 && (
        <div class="controls-inline">
          <SelectField
            label={w.plan}
            value={plan.id}
            options={plans.map((one) => ({ value: one.id, label: one.name }))}
            onChange={(id) => place({ plan: id, frame: null })}
          />
        </div>
      )}
      {error && <ErrorMessage error={error} onRetry={again} />}
      {!data && !error && <Pending shape="table" />}
      {data && data.items.length === 0 && <p class="message">{w.none}</p>}
      {data && data.items.length > 0 && (
        <>
          {data.items.length > 1 && (
            <MeasureFilterFields
              measures={data.items}
              filter={filter}
              onFilter={(next) => place({ filter: next })}
            />
          )}
          {shown.length < data.items.length && (
            <p role="status">
              {shown.length === 0
                ? w.filter.none
                : w.filter.shown(shown.length, data.items.length)}{' '}
              <button type="button" class="quiet" onClick={() => place({ filter: EVERYTHING })}>
                {w.filter.clear}
              </button>
            </p>
          )}
          {shown.length > 0 && (
            <MeasureList
              measures={shown}
              onEdit={mayEdit ? (measure) => setOpen({ kind: 'edit', measure }) : null}
              onHistory={mayEdit ? (measure) => setOpen({ kind: 'history', measure }) : null}
            />
          )}
          <p class="actions" role="group" aria-label={w.download}>
            {w.download}:
            <a href={file('csv')} download>
              CSV
            </a>
            <a href={file('xlsx')} download>
              XLSX
            </a>
          </p>
          <p class="small">
            {w.rate(withUnit(formatValue(data.discountRate * 100, 1, lang), '%'))}
          </p>
        </>
      )}
      {mayEdit && open === null && data && (
        <p class="actions">
          <button
            type="button"
            class="primary"
            onClick={() => setOpen({ kind: 'edit', measure: null })}
          >
            {w.add}
          </button>
        </p>
      )}
      {open?.kind === 'edit' && (
        <MeasureEditor
          key={open.measure?.id ?? ''}
          plan={plan.id}
          measure={open.measure}
          onDone={done}
        />
      )}
      {open?.kind === 'history' && open.measure && (
        <MeasureHistory plan={plan.id} measure={open.measure} onDone={done} />
      )}
      {data && data.items.length > 0 && (
        <CostCurvePart key={changes} plan={plan.id}>
          <BestSetPart
            plan={plan.id}
            measures={data.items}
            frame={frame}
            onFrame={(next) => place({ frame: next })}
          />
        </CostCurvePart>
      )}
    </>
  );
}
