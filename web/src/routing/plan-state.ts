import { COLUMNS, type Column } from '../api/follow-types';
import { address, oneOf } from './address';

export const PLAN_VIEWS = ['lista', 'tavla', 'tidslinje'] as const;
export type PlanViewName = (typeof PLAN_VIEWS)[number];

/** The words of the columns in an address. */
const STATUS_WORDS: Record<Column, string> = {
  notStarted: 'ej-paborjad',
  ongoing: 'pagar',
  late: 'forsenad',
  done: 'klar',
  cancelled: 'avbruten',
};

/** What the action plan shows; all of it stands in the address. */
export interface PlanState {
  plan: string | null;
  view: PlanViewName;
  area: string | null;
  unit: string | null;
  status: Column | null;
}

const SHORT = /^[\p{L}\p{N}][\p{L}\p{N}._/-]{0,99}$/u;
const word = (text: string | null): string | null => (text && SHORT.test(text) ? text : null);

export function parsePlan(query: URLSearchParams): PlanState {
  const status = query.get('status');
  return {
    plan: word(query.get('plan')),
    view: oneOf(query.get('vy'), PLAN_VIEWS),
    area: word(query.get('omrade')),
    unit: word(query.get('ansvarig')),
    status: COLUMNS.find((column) => STATUS_WORDS[column] === status) ?? null,
  };
}

export const planAddress = (state: PlanState): string =>
  address('/handlingsplan', {
    plan: state.plan,
    vy: state.view === 'lista' ? null : state.view,
    omrade: state.area,
    ansvarig: state.unit,
    status: state.status && STATUS_WORDS[state.status],
  });

/** Where a measure and a goal are; the plan is named when it is not the first. */
export const measureAddress = (id: string, plan: string | null): string =>
  address(`/handlingsplan/atgarder/${encodeURIComponent(id)}`, { plan });
export const goalAddress = (id: string, plan: string | null): string =>
  address(`/handlingsplan/mal/${encodeURIComponent(id)}`, { plan });
