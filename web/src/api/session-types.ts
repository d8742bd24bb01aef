import type { Text } from './types';

/** What a signed-in person may do; the server decides, the pages only leave out what it would refuse. */
export type Permission =
  | 'import.send'
  | 'import.read'
  | 'import.retract'
  | 'held.release'
  | 'review.decide'
  | 'source.read'
  | 'source.add'
  | 'source.edit'
  | 'drilldown.detail'
  | 'measure.edit'
  | 'plan.edit'
  | 'assessment.decide'
  | 'target.edit'
  | 'report.read'
  | 'report.edit'
  | 'account.own'
  | 'org.edit'
  | 'user.manage'
  | 'key.manage'
  | 'audit.read'
  | 'operation.read';

export interface Session {
  user: {
    name: string;
    displayName: string;
    role: string;
    roleName?: Text;
    /** The administration that an editor works for. */
    orgUnit?: string | null;
  };
  csrfToken: string;
  idleExpiresAt: string;
  expiresAt: string;
  may: Permission[];
}

/** One of one's own logins. */
export interface Login {
  id: string;
  /** The one that asks. */
  current: boolean;
  createdAt: string;
  seenAt: string;
  expiresAt: string;
}

/** Where one is signed in, and whether the password is kept here. */
export interface Logins {
  hasPassword: boolean;
  items: Login[];
}

/** In what ways one can sign in; null where that way is not turned on. */
export interface SignInWays {
  password: boolean;
  oidc: { name: string } | null;
  proxy: { name: string } | null;
}

/** Proves to the server that a change comes from these pages. */
export const sessionToken: { value: string | null } = { value: null };
