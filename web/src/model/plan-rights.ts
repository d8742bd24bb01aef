import type { Session } from '../api/session-types';
import { may } from '../session/session';

/**
 * Whether what belongs to this unit may be changed. An editor has the own administration's; the
 * server decides, here only what it would refuse is left out.
 */
export function mayEditOf(
  session: Session | null | undefined,
  orgUnits: readonly (string | null)[],
): boolean {
  if (!session || !may(session, 'plan.edit')) return false;
  if (session.user.role !== 'editor') return true;
  const own = session.user.orgUnit ?? session.orgUnit ?? null;
  return own !== null && orgUnits.includes(own);
}
