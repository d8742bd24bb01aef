import type { ComponentChildren } from 'preact';
import { apiUrl } from '../api/client';
import type { Followed, FollowedMeasures, OrgUnit, PlanView } from '../api/follow-types';
import type { Plan } from '../api/plan-types';
import { useFresh } from '../api/use-fresh';
import { useResource } from '../api/use-resource';
import { ErrorMessage } from '../components/error-message';
import { PageHead } from '../components/page-head';
import { Pending } from '../components/pending';
import { useRouter } from '../routing/location';
import { parsePlan } from '../routing/plan-state';
import { planWords } from './words';

export interface PlanData {
  plan: PlanView;
  plans: Plan[];
  /** What stands in addresses: null for the first plan. */
  named: string | null;
  measures: Followed[];
  units: OrgUnit[];
  /** Asks for all of it again, after a change. */
  again: () => void;
}

/** An address below a plan; every part is written so that any id is safe in it. */
export const planUrl = (plan: string, ...parts: string[]): string =>
  apiUrl(`/plans/${[plan, ...parts].map(encodeURIComponent).join('/')}`);

/** The plan that the address names, with its measures; says so when there is none. */
export function PlanFrame({ children }: { children: (data: PlanData) => ComponentChildren }) {
  return (
    <planWords.Words>
      <Loading>{children}</Loading>
    </planWords.Words>
  );
}

function Loading({ children }: { children: (data: PlanData) => ComponentChildren }) {
  const w = planWords.useWords();
  const { query } = useRouter();
  const plans = useFresh<{ items: Plan[] }>('/api/v1/plans');
  const items = plans.data?.items ?? [];
  const wanted = parsePlan(query).plan;
  const chosen = items.find((one) => one.id === wanted) ?? items[0] ?? null;
  const plan = useFresh<PlanView>(chosen && planUrl(chosen.id));
  const measures = useFresh<FollowedMeasures>(chosen && planUrl(chosen.id, 'measures'));
  const units = useResource<{ items: OrgUnit[] }>('/api/v1/org-units');
  const failed = plans.error ?? plan.error ?? measures.error;
  const again = () => {
    plan.again();
    measures.again();
  };
  if (plans.data && !chosen)
    return (
      <>
        <PageHead title={w.title} />
        <p class="message">{w.noPlans}</p>
      </>
    );
  if (failed)
    return (
      <>
        <PageHead title={w.title} />
        <ErrorMessage error={failed} onRetry={plans.error ? plans.again : again} />
      </>
    );
  if (!chosen || !plan.data || !measures.data) return <Pending shape="page" />;
  return (
    <>
      {children({
        plan: plan.data,
        plans: items,
        named: chosen === items[0] ? null : chosen.id,
        measures: measures.data.items,
        units: units.data?.items ?? [],
        again,
      })}
    </>
  );
}
