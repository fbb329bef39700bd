import type { Environment } from '../environment.ts'
import type { Link } from '../row.ts'
import { mustBeAt, parseAddress } from './address.ts'
import { type Related, relationsOf } from './collections.ts'
import { badPayload, notFoundById, Problem } from './problem.ts'
import { withoutBase } from './read-body.ts'

/** Relates the row at an address to another one, many to many. @throws {Problem} it is not there, of another table, or related already */
export function relate(environment: Environment, { table, through }: Related, to: Link, address: string): void {
  const found = parseAddress(environment, withoutBase(address))
  if (found.table !== table) throw badPayload(table, `'${address}' names no ${table.name}.`)
  const { id } = mustBeAt(environment, found)
  const column = `${table.name}id`
  if (relationsOf(environment, through, to).some(({ values }) => values[column] === id))
    throw new Problem(412, '0x80040237', 'Cannot insert duplicate key.')
  environment.put(through.name, environment.transactions.newId(), { [`${to.table}id`]: to.id, [column]: id })
}

/** @throws {Problem} they are not related */
export function unrelate(environment: Environment, { table, through }: Related, of: Link, id: string): void {
  const relation = relationsOf(environment, through, of).find(({ values }) => values[`${table.name}id`] === id)
  if (relation === undefined) throw notFoundById(table, id)
  environment.remove(through.name, relation.id)
}

/** A row that is gone is related to nothing. */
export function unrelateAll(environment: Environment, of: Link): void {
  for (const table of environment.tables) {
    if (!table.relates?.tables.includes(of.table)) continue
    for (const { id } of relationsOf(environment, table, of)) environment.remove(table.name, id)
  }
}
