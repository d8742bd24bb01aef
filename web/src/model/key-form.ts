import type { MachineKey } from '../api/admin-types';
import type { TagKind } from '../components/tag';

export const KEY_TAGS: Record<MachineKey['state'], TagKind> = {
  good: 'good',
  expiring: 'wait',
  expired: 'off',
  revoked: 'off',
};

const LONGEST = 400;

/** A number of days that a key may be good for; null for anything else. */
export const daysIn = (typed: string): number | null => {
  const days = /^\d{1,3}$/.test(typed.trim()) ? Number(typed) : 0;
  return days >= 1 && days <= LONGEST ? days : null;
};

/** What is wrong with a key that is asked for, by field. */
export function keyFaults(
  sources: readonly string[],
  days: string,
): Record<string, 'sources' | 'days'> {
  return {
    ...(sources.length === 0 ? { sources: 'sources' as const } : {}),
    ...(daysIn(days) === null ? { days: 'days' as const } : {}),
  };
}

/** How many need to be replaced soon. */
export const expiringSoon = (keys: readonly MachineKey[]): number =>
  keys.filter((key) => key.state === 'expiring').length;
