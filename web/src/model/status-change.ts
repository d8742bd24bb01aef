import type { Column, Followed } from '../api/follow-types';
import type { MeasureState } from '../api/plan-types';

/** What a measure is written with so that it stands in a column. */
export interface StatusChange {
  state: MeasureState;
  manualTimeliness: Followed['manualTimeliness'];
}

const FIRST: ReadonlySet<MeasureState> = new Set(['proposed', 'investigated', 'decided']);

/** Late by its dates, or by what was said: that it is not takes a person's word and reason. */
const againstDates = (measure: Followed, column: Column): boolean =>
  measure.column === 'late' && (column === 'ongoing' || column === 'notStarted');

/** Late and cancelled are never without a reason, nor is what goes against the dates. */
export const needsComment = (measure: Followed, column: Column): boolean =>
  column === 'late' || column === 'cancelled' || againstDates(measure, column);

/**
 * The change that takes a measure to a column. What it said more exactly is kept where it still
 * holds: an investigated measure that has not begun stays investigated.
 */
export function changeTo(measure: Followed, column: Column, comment: string): StatusChange {
  const begun = !FIRST.has(measure.state);
  const states: Record<Column, MeasureState> = {
    notStarted: begun ? 'decided' : measure.state,
    ongoing: 'ongoing',
    late: begun ? 'ongoing' : measure.state,
    done: measure.state === 'verified' ? 'verified' : 'done',
    cancelled: 'cancelled',
  };
  const by = (status: 'late' | 'onPlan' | 'notStarted') => ({ status, reason: comment });
  return {
    state: states[column],
    manualTimeliness:
      column === 'late'
        ? by('late')
        : againstDates(measure, column)
          ? by(column === 'ongoing' ? 'onPlan' : 'notStarted')
          : null,
  };
}

const CONTENT = [
  'name',
  'description',
  'state',
  'orgUnit',
  'start',
  'end',
  'investment',
  'annualCost',
  'annualSaving',
  'lifetime',
  'co2eTonnes',
  'overlapGroup',
  'effects',
  'source',
  'code',
  'rsMandate',
  'roles',
  'funding',
  'goals',
  'manualTimeliness',
  'mergedWith',
] as const satisfies readonly (keyof Followed)[];

export type FollowedContent = Pick<Followed, (typeof CONTENT)[number]>;

/** What somebody wrote about a measure, without what the server adds to it. */
export const contentOf = (measure: Followed): FollowedContent =>
  Object.fromEntries(
    CONTENT.filter((name) => measure[name] !== undefined).map((name) => [name, measure[name]]),
  ) as unknown as FollowedContent;
