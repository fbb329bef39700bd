import type { TableDefinition } from '../definition.ts'
import type { Environment } from '../environment.ts'
import { missing, parametersOf, textIn } from './action-parameters.ts'
import { fetchReply } from './fetch/fetch.ts'
import { now } from './moments.ts'
import { noSuchTable, notSupported, Problem } from './problem.ts'
import { fetchXmlOf, type QueryExpression } from './query-expression.ts'
import { removeRow } from './remove.ts'
import { baseOf, jsonReply, type Reply, type WebApiRequest } from './request.ts'
import { transaction } from './transaction.ts'

/** POST of `BulkDelete`: a system job that deletes what its queries find, once the answer is out (Microsoft: "Delete data in bulk"). */
export function bulkDelete(environment: Environment, request: WebApiRequest): Reply {
  const parameters = parametersOf(request)
  const name = textIn(parameters, 'JobName')
  if (typeof parameters.RecurrencePattern !== 'string') throw missing('RecurrencePattern')
  if (parameters.RecurrencePattern !== '') throw notSupported('jobs that come again (RecurrencePattern)')
  if (!Array.isArray(parameters.QuerySet)) throw missing('QuerySet')
  const searches = parameters.QuerySet.map((query) => searchOf(environment, request, query))
  // What is wrong in a query is said at once.
  for (const search of searches) search.ids()
  const job = environment.transactions.newId()
  putJob(environment, request, job, { name, statecode: 0, statuscode: 0 })
  const start = new Date(String(parameters.StartDateTime ?? '')).getTime() || 0
  const wait = Math.min(Math.max(0, start - Date.now()), 2 ** 31 - 1)
  setTimeout(() => void run(environment, request, job, searches), wait).unref()
  return jsonReply(200, {
    '@odata.context': `${baseOf(request)}$metadata#Microsoft.Dynamics.CRM.BulkDeleteResponse`,
    JobId: job,
  })
}

interface Search {
  readonly table: TableDefinition
  /** Those of the rows it finds now, 5,000 at most. */
  ids(): string[]
}

function searchOf(environment: Environment, { userId, origin }: WebApiRequest, query: QueryExpression): Search {
  const table = environment.table(String(query?.EntityName))
  if (table === undefined) throw noSuchTable(String(query?.EntityName))
  const xml = fetchXmlOf(query, table.id)
  const request = { method: 'GET', path: table.set, query: new URLSearchParams(), headers: {}, body: '', userId, origin }
  const ids = () => {
    const { value } = JSON.parse(fetchReply(environment, request, table, xml).body) as { value: Record<string, string>[] }
    return value.flatMap((row) => row[table.id] ?? [])
  }
  return { table, ids }
}

/** Rows that something keeps stay, and the job has succeeded all the same. */
async function run(environment: Environment, request: WebApiRequest, job: string, searches: readonly Search[]): Promise<void> {
  // The request it came with may have been undone, and the sandbox have stopped.
  const values = environment.isClosed ? undefined : environment.find('asyncoperation', job)?.values
  if (values === undefined) return
  const startedon = now()
  for (const search of searches) await removeAll(environment, request, search)
  if (environment.isClosed) return
  putJob(environment, request, job, { ...values, statecode: 3, statuscode: 30, startedon, completedon: now() })
}

async function removeAll(environment: Environment, { userId, origin }: WebApiRequest, { table, ids }: Search): Promise<void> {
  const kept = new Set<string>()
  while (!environment.isClosed && environment.table(table.name) !== undefined) {
    const next = ids().filter((id) => !kept.has(id))
    if (next.length === 0) return
    for (const id of next) {
      if (environment.isClosed) return
      const path = `${table.set}(${id})`
      const request = { method: 'DELETE', path, query: new URLSearchParams(), headers: {}, body: '', userId, origin }
      const address = { table, key: { kind: 'id', id }, rest: undefined } as const
      await transaction(environment, request, () => removeRow(environment, request, address)).catch((error) => {
        if (!(error instanceof Problem)) throw error
        kept.add(id)
      })
    }
  }
}

function putJob(environment: Environment, { userId }: WebApiRequest, id: string, values: Job): void {
  const [user, at] = [{ table: 'systemuser', id: userId }, now()]
  environment.put('asyncoperation', id, {
    createdon: at,
    createdby: user,
    ...values,
    messagename: 'BulkDelete',
    operationtype: 13,
    modifiedon: at,
    modifiedby: user,
  })
}

type Job = Parameters<Environment['put']>[2]
