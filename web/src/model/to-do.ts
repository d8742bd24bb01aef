import type { ToDo } from '../api/follow-types';

export interface Group {
  kind: ToDo['kind'];
  items: ToDo[];
}

const far = '9999';

/** Late first, then the first due; what has no day comes last. */
const moreUrgent = (a: ToDo, b: ToDo): number =>
  Number(b.overdue) - Number(a.overdue) || (a.due ?? far).localeCompare(b.due ?? far, 'sv');

/** What waits, by kind; the kind with the most urgent thing first. */
export function groupsOf(items: readonly ToDo[]): Group[] {
  const groups = new Map<ToDo['kind'], ToDo[]>();
  for (const one of items.toSorted(moreUrgent)) {
    const group = groups.get(one.kind);
    if (group) group.push(one);
    else groups.set(one.kind, [one]);
  }
  return [...groups].map(([kind, list]) => ({ kind, items: list }));
}
