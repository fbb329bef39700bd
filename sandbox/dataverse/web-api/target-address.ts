import type { TableDefinition } from '../definition.ts'
import type { Environment } from '../environment.ts'
import { type Address, parseAddress } from './address.ts'
import { badPayload } from './problem.ts'

/** A row as a parameter of a message. */
export type Target = Readonly<Record<string, unknown>>

/** A target names its row by `@odata.id`, which must be relative, or by its primary key. @throws {Problem} it names none */
export function addressOfTarget(environment: Environment, target: Target, table: TableDefinition): Address {
  const { '@odata.id': address, [table.id]: id } = target
  if (address === undefined && typeof id === 'string') return parseAddress(environment, `${table.set}(${id})`)
  if (typeof address !== 'string' || /^https?:/.test(address)) {
    throw badPayload(table, `The '@odata.id' of a target must be a relative address, not '${address}'.`)
  }
  const found = parseAddress(environment, address)
  if (found.table !== table || found.key === undefined) throw badPayload(table, `'${address}' names no ${table.name}.`)
  return found
}
