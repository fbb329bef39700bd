import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { LoadedInterface } from '../interfaces/load.ts'
import { formsOf } from '../mapping/define-interface.ts'
import { objectKey } from '../message/object-key.ts'
import { type ObjectView, readObject } from '../store/read-object.ts'
import { seesPersonalData } from './admission.ts'
import { hiddenMeans, hiddenUnless } from './hidden-value.ts'
import type { ApiNeeds, Route } from './needs.ts'
import { Problem } from './problem.ts'
import { message, problems } from './schemas.ts'
import { shownValue } from './shown-value.ts'
import { readWaits, waitsSchema } from './waits.ts'

const column = z.object({
  value: z.unknown(),
  hidden: z.boolean().optional().describe(hiddenMeans),
  source: z.string().describe('The field it came from'),
  messageId: z.string(),
  idoc: z.string().optional(),
  at: z.string().describe('ISO time'),
})

const objectSchema = z.object({
  objectKey: z.string(),
  rows: z.array(
    z.object({
      receiver: z.string().describe('The Dynamics 365 environment, by its name in the settings'),
      table: z.string(),
      id: z.string(),
      key: z.record(z.string(), z.string()),
      state: z.enum(['active', 'inactive', 'deleted']),
      url: z.string().optional().describe('Where people see the row in Dynamics 365'),
      columns: z.record(z.string(), column),
    }),
  ),
  messages: z.array(message),
  waits: waitsSchema.optional().describe('What it waits for, and what waits for it; missing when neither is so'),
})

/** GET /api/objects/{interface}/{key}: what Dynamics 365 holds of it by our doing. A key may hold slashes. */
export const objects: Route = (server, { sql, interfaces, rowUrl }) => {
  server.withTypeProvider<ZodTypeProvider>().get(
    '/objects/:interface/*',
    {
      schema: {
        operationId: 'showObject',
        tags: ['objects'],
        summary: 'What Dynamics 365 holds of a business object by our doing, and its last messages',
        params: z.object({
          interface: z.string(),
          '*': z.string().min(1).meta({ title: 'key', description: 'The business key, e.g. 4711; it may hold slashes' }),
        }),
        response: { 200: objectSchema, ...problems },
      },
    },
    async (request) => {
      const { params } = request
      const seesAll = seesPersonalData(request)
      const key = objectKey(params.interface, params['*'])
      const [found, [waits]] = await Promise.all([readObject(sql, key), readWaits({ sql, interfaces }, [key])])
      // What others wait for may never have come.
      if (found === undefined && waits === undefined)
        throw new Problem(404, `No message was ever about ${key}`, 'See the object keys in GET /api/messages.')
      const { rows = [], messages = [] } = found ?? {}
      // As the interface writes them: the customer before its contacts.
      const tables = interfaces.get(params.interface)?.tables.map(({ name }) => name) ?? []
      const sorted = rows.toSorted((a, b) => tables.indexOf(a.table) - tables.indexOf(b.table))
      return {
        objectKey: key,
        rows: sorted.map((row) => ({
          ...shown(inOrder(row, interfaces.get(params.interface)), seesAll),
          ...linkTo(row, rowUrl),
        })),
        messages,
        ...(waits && { waits }),
      }
    },
  )
}

/** Its columns as the interface names them; those it no longer has come last. */
function inOrder(row: ObjectView['rows'][number], found: LoadedInterface | undefined): ObjectView['rows'][number] {
  const forms = found === undefined ? [] : formsOf(found)
  const named = forms.flatMap(({ rows }) =>
    rows.flatMap(({ table, columns }) => (table.name === row.table ? Object.keys(columns) : [])),
  )
  const known = new Map(named.toReversed().map((name, index) => [name, named.length - index]))
  const place = (name: string) => known.get(name) ?? Number.POSITIVE_INFINITY
  const columns = Object.entries(row.columns).toSorted(([left], [right]) => compared(place(left), place(right)))
  return { ...row, columns: Object.fromEntries(columns) }
}

function compared(left: number, right: number): number {
  return left === right ? 0 : left - right
}

function linkTo({ receiver, table, id, state }: ObjectView['rows'][number], rowUrl: ApiNeeds['rowUrl']): { url?: string } {
  const url = state === 'deleted' ? undefined : rowUrl?.(receiver, table, id)
  return url === undefined ? {} : { url }
}

function shown({ columns, ...row }: ObjectView['rows'][number], seesAll: boolean) {
  const values = Object.entries(columns).map(([name, column]) => [
    name,
    { ...column, ...hiddenUnless(seesAll, shownValue(column.value)) },
  ])
  return { ...row, key: { ...row.key }, columns: Object.fromEntries(values) }
}
