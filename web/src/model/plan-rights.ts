import type { OrgUnit } from '../api/follow-types';
import type { Session } from '../api/session-types';
import { may } from '../session/session';

/** Whether a unit is the own one or somewhere below it. */
function isWithin(unit: string | null, own: string, units: readonly OrgUnit[]): boolean {
  const seen = new Set<string>();
  for (let at = unit; at !== null && !seen.has(at); ) {
    if (at === own) return true;
    seen.add(at);
    const name = at;
    at = units.find((one) => one.code === name || one.id === name)?.parent ?? null;
  }
  return false;
}

/**
 * Whether what belongs to one of these units may be changed. An editor has the own
 * administration's; the server decides, here only what it would refuse is left out.
 */
export function mayEditOf(
  session: Session | null | undefined,
  orgUnits: readonly (string | null)[],
  units: readonly OrgUnit[],
): boolean {
  if (!session || !may(session, 'plan.edit')) return false;
  if (session.user.role !== 'editor') return true;
  const own = session.user.orgUnit;
  return Boolean(own) && orgUnits.some((unit) => isWithin(unit, own!, units));
}
