import type { OrgUnit } from '../api/follow-types';
import { FormField } from '../components/form-field';
import { SelectField } from '../components/select-field';
import type { RoleForm } from '../model/measure-flat';
import { useUnitName } from './marks';
import { planWords } from './words';

/** Who else has to do with a measure; the last row is empty, for one more. */
export function RoleFields({
  id,
  roles,
  units,
  error,
  onChange,
}: {
  id: string;
  roles: readonly RoleForm[];
  units: readonly OrgUnit[];
  error: string | null;
  onChange: (roles: RoleForm[]) => void;
}) {
  const w = planWords.useWords();
  const unitName = useUnitName(units);
  const known = new Set(units.map((unit) => unit.code));
  const codes = (own: string) => [...known, ...(own && !known.has(own) ? [own] : [])];
  const change = (index: number, next: Partial<RoleForm>) =>
    onChange(roles.map((one, at) => (at === index ? { ...one, ...next } : one)));
  return (
    <fieldset class="wide stack" id={id} tabIndex={-1}>
      <legend>{w.rolesTitle}</legend>
      {roles.map((one, index) => (
        <div class="role" key={index}>
          <SelectField
            label={w.roleKind}
            value={one.role}
            options={Object.entries(w.roles).map(([value, label]) => ({ value, label }))}
            onChange={(role) => change(index, { role: role as RoleForm['role'] })}
          />
          <SelectField
            label={w.roleUnit}
            value={one.orgUnit}
            options={[
              { value: '', label: w.notSaid },
              ...codes(one.orgUnit).map((code) => ({ value: code, label: unitName(code) ?? code })),
            ]}
            onChange={(orgUnit) => change(index, { orgUnit })}
          />
          <FormField
            label={w.roleName}
            value={one.name}
            onInput={(name) => change(index, { name })}
          />
          <button
            type="button"
            class="quiet"
            onClick={() => onChange(roles.filter((_, at) => at !== index))}
          >
            {w.removeRole}
            <span class="visually-hidden"> {index + 1}</span>
          </button>
        </div>
      ))}
      {error && <span class="field-error">{error}</span>}
      <p>
        <button
          type="button"
          onClick={() => onChange([...roles, { role: 'collaborator', orgUnit: '', name: '' }])}
        >
          {w.addRole}
        </button>
      </p>
    </fieldset>
  );
}
