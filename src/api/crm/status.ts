import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Table } from '../../message/table.ts'
import { findMessages } from '../../store/find-messages.ts'
import { objectKeyOfRow } from '../../store/object-key-of-row.ts'
import { Problem } from '../problem.ts'
import { problems, status } from '../schemas.ts'
import type { CrmRoute } from './dataset.ts'
import { rowId } from './schemas.ts'

const schema = z.object({
  id: z.string(),
  state: z.string().describe('The option of statecode, e.g. Active'),
  status: z.string().describe('The option of statuscode, e.g. Billed'),
  changedAt: z.string().describe('ISO time'),
  lastMessage: z.object({ id: z.string(), status, receivedAt: z.string() }).nullable().describe('The last message about it'),
})

/** GET /api/crm/v1/{dataset}({id})/status: how it stands in Dynamics 365, and the last message about it. */
export const rowStatus: CrmRoute = (server, { sql, rows }, dataset) => {
  const { crm, table } = dataset
  server.withTypeProvider<ZodTypeProvider>().get(
    `/crm/v1/${crm.path}/:id/status`,
    {
      schema: {
        operationId: `get${crm.name}Status`,
        tags: ['CRM API'],
        summary: `How it stands in Dynamics 365 (${table.name}), and the last message about it`,
        params: rowId,
        response: { 200: schema, ...problems },
      },
    },
    async ({ params: { id } }) => {
      const own = crm.statusOf === undefined ? ['statecode', 'statuscode'] : [crm.statusOf.column]
      const row = await rows.read(table, id, [...own, 'modifiedon'])
      if (row === undefined)
        throw new Problem(404, `There is no ${table.name} with the id ${id}`, `POST /api/crm/v1/${crm.path}/check tells ids.`)
      const standing =
        crm.statusOf === undefined
          ? row
          : ((await rows.read(crm.statusOf.table, String(row[crm.statusOf.column]), ['statecode', 'statuscode'])) ?? {})
      const objectKey = await objectKeyOfRow(sql, { interface: dataset.interface.name, table: table.name, id })
      const [last] = objectKey === undefined ? [] : (await findMessages(sql, { objectKey, limit: 1 })).items
      return {
        id,
        state: optionOf(standing, 'statecode', table),
        status: optionOf(standing, 'statuscode', crm.statusOf?.table ?? table),
        changedAt: String(row.modifiedon),
        lastMessage: last === undefined ? null : { id: last.id, status: last.status, receivedAt: last.receivedAt },
      }
    },
  )
}

/** As bodies name it; else as Dynamics 365 shows it, in the language of the application user. */
function optionOf(
  row: Readonly<Record<string, unknown>>,
  name: string,
  { columns = {} }: Partial<Pick<Table, 'columns'>>,
): string {
  const value = row[name]
  const column = columns[name]
  const named = column?.kind === 'choice' && Object.entries(column.options).find(([, number]) => number === value)
  return named ? named[0] : String(row[`${name}@OData.Community.Display.V1.FormattedValue`] ?? value)
}
