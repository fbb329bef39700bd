import type { Environment } from '../environment.ts'
import type { Wants } from './wanted-annotations.ts'

/** No count is larger. */
export const mostCounted = 5000

/** How many rows there are is known when they were counted only. */
export function countAnnotations(environment: Environment, count: number | undefined, wants: Wants): Record<string, unknown> {
  const annotations = {
    'Microsoft.Dynamics.CRM.totalrecordcount': count === undefined ? -1 : Math.min(count, mostCounted),
    'Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded': count !== undefined && count > mostCounted,
    'Microsoft.Dynamics.CRM.globalmetadataversion': String(environment.definitions.version),
  }
  const wanted = Object.entries(annotations).filter(([name]) => wants(name))
  return Object.fromEntries(wanted.map(([name, value]) => [`@${name}`, value]))
}
