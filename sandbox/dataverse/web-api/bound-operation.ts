import type { Environment } from '../environment.ts'
import { bulkMessages } from './bulk.ts'
import { isBoundElsewhere } from './other-operations.ts'
import { own } from './own.ts'
import { noResource, noSuchSegment, notSupported } from './problem.ts'
import { type WebApiRequest, wholeAddress } from './request.ts'
import { isSalesAction } from './sales/actions.ts'
import { splitOutside } from './split-outside.ts'

/**
 * Refuses what stands behind a table or a row by its whole name (`accounts(…)/Microsoft.Dynamics.CRM.NoSuch`) and was not done:
 * it is called in another way, Dynamics 365 alone has it, or nobody. @throws {Problem}
 */
export function mustBeNoOperation(environment: Environment, request: WebApiRequest, path: string): void {
  const [first = '', ...behind] = splitOutside(path, '/')
  if (environment.tableOf(first.split('(', 1)[0] ?? '') === undefined) return
  for (const segment of behind) {
    const [, name] = /^Microsoft\.Dynamics\.CRM\.(\w+)/.exec(segment) ?? []
    if (name === undefined) continue
    if (isSalesAction(name) || own(bulkMessages, name) !== undefined) throw noResource(wholeAddress(request))
    // A table's name says what the rows are to be taken for.
    if (isBoundElsewhere(name) || environment.table(name) !== undefined) throw notSupported(path)
    throw noSuchSegment(segment)
  }
}
