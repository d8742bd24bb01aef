import { SelectField } from '../components/select-field';
import { apiUrl } from '../api/client';
import type { OrgUnit, RoleName } from '../api/admin-types';
import { useResource } from '../api/use-resource';
import type { Page } from '../api/types';
import { useLanguage } from '../i18n/language';
import { ROLES } from '../model/account-form';
import { adminWords } from './words';

/** What an account may do, and for which administration. */
export function RoleFields({
  role,
  unit,
  faults,
  locked = false,
  onRole,
  onUnit,
}: {
  role: RoleName | '';
  unit: string;
  faults: Readonly<Record<string, string>>;
  /** One's own right to administer stays. */
  locked?: boolean;
  onRole: (role: RoleName) => void;
  onUnit: (unit: string) => void;
}) {
  const { users: u } = adminWords.useWords();
  const { text } = useLanguage();
  const { data } = useResource<Page<OrgUnit>>(apiUrl('/org-units', { limit: 1000 }));
  const units = (data?.items ?? []).map((one) => ({
    value: one.code,
    label: `${one.code} – ${text(one.name)}`,
  }));
  return (
    <>
      <fieldset
        id="role"
        class="choices"
        tabIndex={-1}
        aria-describedby={faults['role'] ? 'role-error' : undefined}
      >
        <legend>{u.role}</legend>
        {ROLES.map((one) => (
          <label key={one} class="choice">
            <input
              type="radio"
              name="role"
              value={one}
              checked={role === one}
              disabled={locked && one !== role}
              onChange={() => onRole(one)}
            />
            <span>
              {u.roles[one][0]} <span class="small">{u.roles[one][1]}</span>
            </span>
          </label>
        ))}
        {faults['role'] && (
          <span class="field-error" id="role-error">
            {faults['role']}
          </span>
        )}
      </fieldset>
      <SelectField
        id="orgUnit"
        label={u.unit}
        value={unit}
        error={faults['orgUnit'] ?? null}
        options={[{ value: '', label: u.noUnit }, ...units]}
        onChange={onUnit}
      />
    </>
  );
}
