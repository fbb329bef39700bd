/** What the audit log says of a deed besides: mere words, which in a reason may be anybody's. */
export const auditDetails: Readonly<Record<string, string>> = {
  'roles: {roles}': 'Rollen: {roles}',
  'roles: {roles}; {more}': 'Rollen: {roles}; {more}',
  'roles: {roles}; good until {time}': 'Rollen: {roles}; gültig bis {time}',
  'new password': 'neues Kennwort',
  disabled: 'gesperrt',
  enabled: 'entsperrt',
  'from {address}': 'von {address}',
  'by {provider} as {person}': 'über {provider} als {person}',
  'by {provider} as {person}, from {address}': 'über {provider} als {person}, von {address}',
  'no role; {how}, from {address}': 'keine Rolle; {how}, von {address}',
  'wrong passwords from {address}': 'falsche Kennwörter von {address}',
  '{count} codes': '{count} Codes',
  '{code}: {value}': '{code}: {value}',
  'as delivered': 'wie geliefert',
}
