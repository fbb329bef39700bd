import type { TableDefinition } from '../definition.ts'
import type { Environment } from '../environment.ts'
import type { Row } from '../row.ts'
import { type Address, missingRow, rowAt } from './address.ts'
import { insertDeep } from './deep-insert.ts'
import { badPayload, Problem } from './problem.ts'
import { bodyOf, type Given, readColumns } from './read-body.ts'
import { baseOf, emptyReply, jsonReply, type Reply, type WebApiRequest } from './request.ts'
import { changeRow, insertRow, type Writer } from './save.ts'
import { addressOfTarget, type Target } from './target-address.ts'
import { keyOfNewRow } from './values.ts'

/** Bulk messages (Microsoft: "Use bulk operation messages"): all targets or none; nothing tells which one was wrong. */
export const bulkMessages: Record<string, (environment: Environment, request: WebApiRequest, table: TableDefinition) => Reply> = {
  CreateMultiple(environment, request, table) {
    const rows = targetsOf(request, table).map((target) => {
      return insertDeep({ environment, table, userId: request.userId, callerId: request.callerId }, target)
    })
    const context = `${baseOf(request)}$metadata#Microsoft.Dynamics.CRM.CreateMultipleResponse`
    return jsonReply(200, { '@odata.context': context, Ids: rows.map(({ id }) => id) })
  },

  UpdateMultiple(environment, request, table) {
    for (const target of targetsOf(request, table)) {
      const address = addressOfTarget(environment, target, table)
      const row = rowAt(environment, address)
      if (row === undefined) throw missingRow(address)
      change({ environment, table, userId: request.userId, callerId: request.callerId }, row, target)
    }
    return emptyReply()
  },

  UpsertMultiple(environment, request, table) {
    for (const target of targetsOf(request, table)) {
      const address = addressOfTarget(environment, target, table)
      const row = rowAt(environment, address)
      const writer = { environment, table, userId: request.userId, callerId: request.callerId }
      if (row === undefined) insertAt(writer, address, target)
      else change(writer, row, target)
    }
    return emptyReply()
  },

  /** Only elastic tables have it (Microsoft: "Use bulk operation messages"). */
  DeleteMultiple() {
    throw new Problem(501, '0x80040216', 'DeleteMultiple has not yet been implemented.')
  },
}

function targetsOf(request: WebApiRequest, table: TableDefinition): Target[] {
  const { Targets } = bodyOf(request.body, table)
  if (!Array.isArray(Targets)) throw badPayload(table, "The parameter 'Targets' is missing.")
  return Targets.map((target: Target) => {
    const type = String(target['@odata.type'] ?? '').replace(/^#/, '')
    if (type === `Microsoft.Dynamics.CRM.${table.name}`) return target
    throw badPayload(table, "Each of the Targets needs an '@odata.type' of this table.")
  })
}

function change(writer: Writer, row: Row, target: Target): void {
  const { [writer.table.id]: _, ...given } = readColumns(writer.environment, target, writer.table, 'update')
  changeRow(writer, row, given)
}

/** Key columns in the body of a row that is to be made end in an error without a reason, as they do in the real service. */
function insertAt(writer: Writer, { key }: Address, target: Target): void {
  const { [writer.table.id]: _, ...given }: Given = readColumns(writer.environment, target, writer.table, 'create')
  if (key?.kind === 'id') {
    insertRow(writer, given, key.id)
    return
  }
  if (key?.definition.columns.some((column) => column in given)) {
    throw new Problem(400, '0x80040216', 'An unexpected error occurred.')
  }
  insertRow(writer, { ...(key && keyOfNewRow(writer.table, key.values)), ...given })
}
