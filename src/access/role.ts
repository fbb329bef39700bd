/** What people and programs are: each role gives rights; somebody may have several. */
export const roles = ['viewer', 'operator', 'administrator', 'personal-data', 'crm'] as const

export type Role = (typeof roles)[number]

/** What an operation asks for. */
export type Right = 'view' | 'operate' | 'administer' | 'see personal data' | 'use the CRM API'

/** Whether these roles give that right. */
export function may(given: readonly Role[], right: Right): boolean {
  return given.some((role) => byRole[role].includes(right))
}

/** All that these roles give, once each. */
export function rightsOf(given: readonly Role[]): Right[] {
  return [...new Set(given.flatMap((role) => byRole[role]))]
}

/** The roles that give a right, for sentences. */
export function rolesWith(right: Right): Role[] {
  return roles.filter((role) => may([role], right))
}

/** Only the roles among these words, once each. */
export function rolesAmong(words: readonly string[]): Role[] {
  return roles.filter((role) => words.includes(role))
}

// Personal data and the CRM API are apart: whoever runs the landscape need not read customers' names.
const byRole: Record<Role, readonly Right[]> = {
  viewer: ['view'],
  operator: ['view', 'operate'],
  administrator: ['view', 'operate', 'administer'],
  'personal-data': ['see personal data'],
  crm: ['use the CRM API'],
}
