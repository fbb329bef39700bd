import { CheckBox } from '@ui5/webcomponents-react/CheckBox'
import { t } from '../words.ts'

export const allRoles = ['viewer', 'operator', 'administrator', 'personal-data', 'crm'] as const
export type Role = (typeof allRoles)[number]

interface Props {
  readonly offered: readonly Role[]
  readonly chosen: readonly Role[]
  onChosen(roles: Role[]): void
}

/** Roles to choose from. */
export function RoleChoice({ offered, chosen, onChosen }: Props) {
  return (
    <fieldset className="roles">
      <legend>{t('Roles')}</legend>
      {offered.map((role) => (
        <CheckBox
          key={role}
          text={t(`role ${role}`)}
          checked={chosen.includes(role)}
          onChange={(event) => onChosen(offered.filter((one) => (one === role ? event.target.checked : chosen.includes(one))))}
        />
      ))}
    </fieldset>
  )
}

export function roleNames(roles: readonly Role[]): string {
  return roles.map((role) => t(`role ${role}`)).join(', ')
}
