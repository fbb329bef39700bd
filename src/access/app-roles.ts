import { may, type Role, roles } from './role.ts'

/** What app roles of an identity provider, as its tokens name them (`roles`), make of somebody here; `appRoles` where it has names of its own. */
export function rolesOfAppRoles(names: readonly string[], appRoles: AppRoles = usual): Role[] {
  const given = names.filter((name) => Object.hasOwn(appRoles, name))
  return roles.filter((role) => given.some((name) => appRoles[name]?.includes(role)))
}

/** The app roles by which somebody may look at least. */
export function appRolesToAskFor(appRoles: AppRoles = usual): string[] {
  return Object.keys(appRoles).filter((name) => may(appRoles[name] ?? [], 'view'))
}

type AppRoles = Readonly<Record<string, readonly Role[]>>

const usual: AppRoles = {
  'Landbridge.Read': ['viewer'],
  'Landbridge.Operate': ['operator', 'crm'],
  'Landbridge.Administer': ['administrator', 'crm'],
  'Landbridge.PersonalData': ['personal-data'],
  'Landbridge.Crm': ['crm'],
}
