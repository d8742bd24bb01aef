import { apiUrl } from '../api/client';
import type { Measure, Measures, Plan } from '../api/plan-types';
import { useResource } from '../api/use-resource';

export interface PlanMeasures {
  /** Every plan. */
  items: readonly Plan[];
  /** The one named, else the first. */
  plan: Plan | null;
  measures: readonly Measure[];
  /** Nothing more to wait for. */
  ready: boolean;
}

/** A plan and its measures; nothing where they cannot be read. */
export function usePlan(named: string | null): PlanMeasures {
  const plans = useResource<{ items: Plan[] }>('/api/v1/plans');
  const items = plans.data?.items ?? [];
  const plan = items.find((one) => one.id === named) ?? items[0] ?? null;
  const measures = useResource<Measures>(plan && apiUrl(`/plans/${plan.id}/measures`));
  return {
    items,
    plan,
    measures: measures.data?.items ?? [],
    ready: Boolean(plans.error ?? (plans.data && (!plan || measures.data || measures.error))),
  };
}
