import type { Environment } from '../environment.ts'
import { type Address, missingRow, rowAt } from './address.ts'
import { badUrl, noSuchProperty } from './problem.ts'
import { readBody } from './read-body.ts'
import { emptyReply, type Reply, type WebApiRequest } from './request.ts'
import { changeRow } from './save.ts'

/** PUT `{ "value": … }` or DELETE of one column, and DELETE of a lookup by `<navigation property>/$ref`. */
export function changeProperty(environment: Environment, request: WebApiRequest, address: Address): Reply {
  const { table, property = '' } = address
  const row = rowAt(environment, address)
  if (row === undefined) throw missingRow(address)
  const name = property.replace(/\/\$ref$/, '')
  const isLookup = property !== name
  if (!isLookup && !table.columns.has(name)) throw noSuchProperty(name, table)
  const body = bodyFor(request, isLookup ? `${name}@odata.bind` : name)
  changeRow({ environment, table, userId: request.userId }, row, readBody(environment, { ...request, body }, table))
  return emptyReply()
}

/** The body of a PATCH that does the same. */
function bodyFor({ method, body }: WebApiRequest, name: string): string {
  if (method === 'DELETE') return JSON.stringify({ [name]: null })
  const [, value] = /^\s*\{\s*"(?:value|@odata\.id)"\s*:\s*([\s\S]*)\}\s*$/.exec(body) ?? []
  if (method !== 'PUT' || value === undefined) throw badUrl('Use PUT with {"value": …}, or DELETE.')
  return `{${JSON.stringify(name)}: ${value}}`
}
