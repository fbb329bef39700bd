import type { TableDefinition } from '../../definition.ts'
import type { Environment } from '../../environment.ts'
import type { Row } from '../../row.ts'
import { parametersOf } from '../action-parameters.ts'
import { mustBeAt, parseAddress } from '../address.ts'
import { own } from '../own.ts'
import { badUrl, Problem } from '../problem.ts'
import { emptyReply, type Reply, type WebApiRequest } from '../request.ts'
import { changeRow } from '../save.ts'

/** Actions of Dynamics 365 Sales, by POST; gives nothing when there is no such action. @throws {Problem} */
export function salesAction(environment: Environment, request: WebApiRequest, path: string): Reply | undefined {
  if (request.method !== 'POST') return undefined
  const [, row, bound = ''] = /^(\w+\(.+\))\/Microsoft\.Dynamics\.CRM\.(\w+)$/.exec(path) ?? []
  const act = row === undefined ? own(unboundActions, path) : own(boundActions, bound)
  if (act === undefined) return undefined
  act(environment, request, row ?? '')
  return emptyReply()
}

export function isSalesAction(name: string): boolean {
  return own(boundActions, name) !== undefined
}

type Act = (environment: Environment, request: WebApiRequest, address: string) => void

const boundActions: Record<string, Act> = {
  /** A product is published, and with it what stands below it and is not yet. */
  PublishProductHierarchy(environment, request, address) {
    const { table, row } = rowAt(environment, address, 'product')
    publish(environment, request, table, row)
  },

  LockInvoicePricing(environment, request, address) {
    setLock(environment, request, rowAt(environment, address, 'invoice'), true)
  },
}

const unboundActions: Record<string, Act> = {
  UnlockInvoicePricing(environment, request) {
    const { InvoiceId = '' } = parametersOf(request)
    setLock(environment, request, rowAt(environment, `invoices(${InvoiceId})`, 'invoice'), false)
  },

  /** Only invoices have a price here. */
  CalculatePrice(environment, request) {
    const { Target } = parametersOf(request)
    const { table, row } = rowAt(environment, `invoices(${Object(Target).invoiceid})`, 'invoice')
    changeRow({ environment, table, userId: request.userId, callerId: request.callerId }, row, {})
  },
}

const [active, draft, underRevision] = [0, 2, 3]

function publish(environment: Environment, request: WebApiRequest, table: TableDefinition, row: Row): void {
  const { userId, callerId } = request
  if ([draft, underRevision].includes(Number(row.values.statecode)))
    changeRow({ environment, table, userId, callerId }, row, { statecode: active, statuscode: 1 })
  const below = environment.findAll('product', 'parentproductid', { table: 'product', id: row.id })
  for (const child of below) publish(environment, request, table, child)
}

function setLock(
  environment: Environment,
  { userId, callerId }: WebApiRequest,
  { table, row }: { table: TableDefinition; row: Row },
  ispricelocked: boolean,
): void {
  if ((row.values.ispricelocked === true) === ispricelocked) {
    const [code, word] = ispricelocked ? ['0x80043B1D', 'locked'] : ['0x80043B1E', 'unlocked']
    throw new Problem(400, code ?? '', `This entity is already ${word}.`)
  }
  changeRow({ environment, table, userId, callerId }, row, { ispricelocked })
}

function rowAt(environment: Environment, address: string, name: string): { table: TableDefinition; row: Row } {
  const found = parseAddress(environment, address)
  if (found.table.name !== name) throw badUrl(`The action is bound to ${name}, not to ${found.table.name}.`)
  return { table: found.table, row: mustBeAt(environment, found) }
}
