import { COLUMNS, type Column, type Followed, type Goal, type PlanView } from '../api/follow-types';
import type { PlanState } from '../routing/plan-state';

/** An update older than this is an old one. */
export const FRESH_DAYS = 90;

export interface PlanSummary {
  total: number;
  counts: Record<Column, number>;
  /** How many were written about within FRESH_DAYS. */
  fresh: number;
  late: Followed[];
}

export function summaryOf(measures: readonly Followed[]): PlanSummary {
  const counts = Object.fromEntries(COLUMNS.map((column) => [column, 0])) as PlanSummary['counts'];
  for (const measure of measures) counts[measure.column] += 1;
  return {
    total: measures.length,
    counts,
    fresh: measures.filter((one) => one.lastUpdate && one.lastUpdate.daysAgo <= FRESH_DAYS).length,
    late: measures.filter((one) => one.column === 'late'),
  };
}

/** The units that answer for something in the plan, each once. */
export const unitsOf = (measures: readonly Followed[]): string[] =>
  [...new Set(measures.map((one) => one.orgUnit).filter((unit) => unit !== null))].sort();

const areasOf = (measure: Followed, goals: readonly Goal[]): string[] =>
  goals.filter((goal) => measure.goals.includes(goal.id)).map((goal) => goal.focusArea);

/** The measures that the filters let through. */
export const matching = (
  measures: readonly Followed[],
  goals: readonly Goal[],
  { area, unit, status }: Pick<PlanState, 'area' | 'unit' | 'status'>,
): Followed[] =>
  measures.filter(
    (one) =>
      (!area || areasOf(one, goals).includes(area)) &&
      (!unit || one.orgUnit === unit) &&
      (!status || one.column === status),
  );

export interface GoalPart {
  goal: Goal;
  measures: Followed[];
}
export interface AreaPart {
  id: string;
  name: string;
  goals: GoalPart[];
}

const inOrder = <T extends { position: number }>(items: readonly T[]): T[] =>
  [...items].sort((a, b) => a.position - b.position);

/**
 * The plan as it is read: areas, their goals and the measures that serve them. A filter on
 * measures leaves out the goals that none of them serves; one on areas the other areas.
 */
export function partsOf(
  plan: PlanView,
  measures: readonly Followed[],
  state: Pick<PlanState, 'area' | 'unit' | 'status'>,
): { areas: AreaPart[]; apart: Followed[] } {
  const narrowed = state.unit !== null || state.status !== null;
  const areas = inOrder(plan.focusAreas)
    .filter((area) => !state.area || area.id === state.area)
    .map((area) => ({
      id: area.id,
      name: area.name,
      goals: inOrder(plan.goals.filter((goal) => goal.focusArea === area.id))
        .map((goal) => ({
          goal,
          measures: measures.filter((one) => one.goals.includes(goal.id)),
        }))
        .filter((part) => !narrowed || part.measures.length > 0),
    }))
    .filter((area) => !narrowed || area.goals.length > 0);
  const known = new Set(plan.goals.map((goal) => goal.id));
  const apart = state.area ? [] : measures.filter((one) => !one.goals.some((id) => known.has(id)));
  return { areas, apart };
}
