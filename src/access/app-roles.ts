import { type Role, roles } from './role.ts'

/** What app roles of an identity provider, as its tokens name them (`roles`), make of somebody here. */
export function rolesOfAppRoles(names: readonly string[]): Role[] {
  return roles.filter((role) => names.some((name) => rolesOf[name]?.includes(role)))
}

const rolesOf: Readonly<Record<string, readonly Role[]>> = {
  'Landbridge.Read': ['viewer'],
  'Landbridge.Operate': ['operator', 'crm'],
  'Landbridge.Administer': ['administrator', 'crm'],
  'Landbridge.PersonalData': ['personal-data'],
  'Landbridge.Crm': ['crm'],
}
