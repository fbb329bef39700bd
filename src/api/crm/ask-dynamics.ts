import { IntegrationError, Unavailable } from '../../message/errors.ts'
import type { RowReader } from '../../message/row-reader.ts'
import { Problem } from '../problem.ts'

/**
 * Looks at rows for a caller of the CRM API, before anything is stored. @throws {Problem} Dynamics 365 cannot be asked now, and when to
 * ask again; or its answer is of no use
 */
export function askingDynamics(rows: RowReader): RowReader {
  return {
    find: (table, key) => rows.find(table, key).catch(refuse),
    read: (table, id, columns) => rows.read(table, id, columns).catch(refuse),
  }
}

function refuse(error: unknown): never {
  if (!(error instanceof IntegrationError)) throw error
  if (error.name === 'Rejected') throw new Problem(422, 'Dynamics 365 does not take it', `${error.fact}. Nothing was stored.`)
  const { retryAfter = 5000 } = error instanceof Unavailable ? error : {}
  const fact = error.fact.replace(/\. It is tried again$/, '')
  throw new Problem(503, 'Dynamics 365 cannot be asked now', `${fact}. Nothing was stored: send it again later.`, {
    retryAfter: Math.max(1, Math.ceil(retryAfter / 1000)),
  })
}
