import type { FastifyInstance } from 'fastify'
import type { LoadedInterface } from '../../interfaces/load.ts'
import type { CrmDescription } from '../../mapping/crm.ts'
import type { Table } from '../../message/table.ts'
import type { ApiNeeds, Route } from '../needs.ts'
import { checkRow } from './check.ts'
import { createRow } from './create.ts'
import { rowStatus } from './status.ts'
import { updateRow } from './update.ts'
import { checkUser } from './user.ts'

/** One data set of the CRM API. */
export interface Dataset {
  readonly crm: CrmDescription
  readonly interface: LoadedInterface
  readonly table: Table
}

export type CrmRoute = (server: FastifyInstance, needs: ApiNeeds, dataset: Dataset) => void

/** The CRM API, /api/crm/v1: for every interface that describes it, whether an object exists, creating, changing, and its status. */
export const crm: Route = (server, needs) => {
  for (const found of needs.interfaces.values()) {
    const [row] = found.rows
    if (found.crm === undefined || row === undefined) continue
    const dataset = { crm: found.crm, interface: found, table: row.table }
    for (const route of [checkRow, createRow, updateRow]) route(server, needs, dataset)
    if (found.crm.hasStatus) rowStatus(server, needs, dataset)
  }
  checkUser(server, needs)
}
