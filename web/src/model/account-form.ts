import type { RoleName } from '../api/admin-types';

export const ROLES: readonly RoleName[] = [
  'viewer',
  'contributor',
  'editor',
  'coordinator',
  'admin',
];

export interface AccountForm {
  name: string;
  displayName: string;
  role: RoleName | '';
  orgUnit: string;
  password: string;
  again: string;
}
export const EMPTY_ACCOUNT: AccountForm = {
  name: '',
  displayName: '',
  role: '',
  orgUnit: '',
  password: '',
  again: '',
};

export type AccountFault = 'name' | 'short' | 'differ' | 'role' | 'unit';

const SHORTEST = 12;

/** What a password lacks; nothing else is asked of it but that it is long. */
export function passwordFaults(password: string, again: string): Record<string, AccountFault> {
  if ([...password].length < SHORTEST) return { password: 'short' };
  return password === again ? {} : { again: 'differ' };
}

/** What is wrong with role and administration. */
export function rightsFaults({
  role,
  orgUnit,
}: Pick<AccountForm, 'role' | 'orgUnit'>): Record<string, AccountFault> {
  if (role === '') return { role: 'role' };
  return role === 'editor' && orgUnit === '' ? { orgUnit: 'unit' } : {};
}

/** What is wrong with a new account, by field, as the server would say it too. */
export function accountFaults(form: AccountForm): Record<string, AccountFault> {
  const name: Record<string, AccountFault> = /^[a-z0-9][a-z0-9._@-]{0,63}$/i.test(form.name.trim())
    ? {}
    : { name: 'name' };
  return { ...name, ...rightsFaults(form), ...passwordFaults(form.password, form.again) };
}
