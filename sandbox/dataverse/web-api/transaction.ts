import type { Environment } from '../environment.ts'
import { isLink } from '../row.ts'
import type { WebApiRequest } from './request.ts'

/** All of it or nothing; where synchronous steps are registered they are asked before it stands. @throws {Problem} one said no */
export async function transaction<T>(environment: Environment, request: WebApiRequest, act: () => T): Promise<T> {
  const { transactions } = environment
  const { mayStand } = transactions
  if (mayStand === undefined || !isWatched(environment, request)) return transactions.atomically(act)
  return transactions.rehearsed(act, mayStand)
}

/** Which steps the caller wants passed over (Microsoft: "Bypass custom Dataverse logic"). */
export function bypassed({ headers }: WebApiRequest): string {
  const both = headers['mscrm.bypassbusinesslogicexecution'] ?? ''
  return headers['mscrm.bypasscustompluginexecution'] === 'true' ? `${both},CustomSync` : both
}

/** Definitions are no rows, and no step is registered for them. */
function isWatched(environment: Environment, request: WebApiRequest): boolean {
  if (request.method === 'GET' || /^\/?(EntityDefinitions|RelationshipDefinitions|ReactivateEntityKey)/.test(request.path))
    return false
  if (bypassed(request).includes('CustomSync')) return false
  return environment
    .rowsOf('sdkmessageprocessingstep')
    .some(({ values }) => values.mode === 0 && values.statecode === 0 && isLink(values.eventhandler))
}
