import type { ApiError } from '../api/client';
import type { Plan } from '../api/plan-types';
import { useFresh } from '../api/use-fresh';
import { useRouter } from '../routing/location';

/** The plan that the address names with `plan`, else the first; null when there is none. */
export function usePlan(): {
  plan: Plan | null | undefined;
  error: ApiError | null;
  again: () => void;
} {
  const { query } = useRouter();
  const { data, error, again } = useFresh<{ items: Plan[] }>('/api/v1/plans');
  const items = data?.items;
  const plan = items && (items.find((one) => one.id === query.get('plan')) ?? items[0] ?? null);
  return { plan, error, again };
}
