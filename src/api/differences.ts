import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { type Difference, findDifferences } from '../engine/differences.ts'
import { writeAgain } from '../engine/write-again.ts'
import { IntegrationError } from '../message/errors.ts'
import { partsOf } from '../message/object-key.ts'
import { countObjects, objectKeysAfter } from '../store/object-keys.ts'
import { readRecords } from '../store/records.ts'
import { seesPersonalData, userOf } from './admission.ts'
import { hiddenMeans, hiddenUnless } from './hidden-value.ts'
import type { ApiNeeds, Route } from './needs.ts'
import { Problem } from './problem.ts'
import { maybeWhy, problems } from './schemas.ts'
import { shownValue } from './shown-value.ts'

const objectKey = z.string().regex(/^[^/]+\/./s, 'must be the key of an object, such as business-partner/4711')

const differentValue = z.object({ value: z.unknown(), hidden: z.boolean().optional().describe(hiddenMeans) })

const difference = z.object({
  objectKey: z.string(),
  receiver: z.string().describe('The Dynamics 365 environment, by its name in the settings'),
  table: z.string(),
  key: z.record(z.string(), z.string()),
  id: z.string(),
  isMissing: z.boolean().describe('The row is not there any more'),
  columns: z.record(
    z.string(),
    z.object({
      written: differentValue.describe('What was written last'),
      found: differentValue.describe('What Dynamics 365 holds; of a lookup the key of the row'),
      source: z.string().describe('The field it came from'),
      messageId: z.string().describe('The message that wrote it'),
    }),
  ),
  state: z
    .object({
      written: z.enum(['active', 'inactive']).describe('How it was left'),
      found: z.enum(['active', 'inactive', 'retired', 'draft', 'under revision']).describe('What it is in Dynamics 365'),
    })
    .optional()
    .describe('Of a row that was activated or deactivated there'),
})

/** GET /api/differences: what was changed in Dynamics 365; POST /api/write-again: brings it back to what SAP said. */
export const differences: Route = (server, needs) => {
  const api = server.withTypeProvider<ZodTypeProvider>()
  api.get(
    '/differences',
    {
      schema: {
        operationId: 'findDifferences',
        tags: ['objects'],
        summary:
          'What others changed, deactivated or deleted in Dynamics 365 of the rows we wrote: of one object, or of an interface, some objects at a time',
        querystring: z
          .strictObject({
            objectKey: objectKey.optional(),
            interface: z.string().min(1).optional(),
            after: z.string().optional().describe('Go on after this object key, the `next` of the answer before'),
            limit: z.coerce.number().int().min(1).max(1000).default(500).describe('How many objects are compared'),
          })
          .refine((given) => (given.objectKey === undefined) !== (given.interface === undefined), {
            message: 'must say objectKey, or interface; not both',
          }),
        response: {
          200: z.object({
            compared: z.int().describe('How many objects'),
            all: z.int().optional().describe('How many the interface has; in the first answer'),
            differences: z.array(difference),
            next: z.string().optional().describe('There are more objects: ask again with it as `after`'),
          }),
          ...problems,
        },
      },
    },
    async (request) => {
      const { objectKey, interface: name = '', after = '', limit } = request.query
      assertInterface(needs, objectKey === undefined ? name : partsOf(objectKey).interfaceName)
      const keys = objectKey === undefined ? await objectKeysAfter(needs.sql, name, after, limit) : [objectKey]
      if (objectKey !== undefined && (await readRecords(needs.sql, keys)).length === 0)
        throw new Problem(404, `No row was ever written for ${objectKey}`, 'See the object keys in GET /api/messages.')
      const found = await findDifferences({ ...needs, comparerOf: (receiver) => needs.comparer?.(receiver) }, keys).catch(
        askedInVain,
      )
      const all = objectKey === undefined && after === '' ? await countObjects(needs.sql, name) : undefined
      const next = objectKey === undefined && keys.length === limit ? keys.at(-1) : undefined
      return {
        compared: keys.length,
        differences: found.map((one) => shown(one, seesPersonalData(request))),
        ...(all !== undefined && { all }),
        ...(next !== undefined && { next }),
      }
    },
  )
  api.post(
    '/write-again',
    {
      schema: {
        operationId: 'writeAgain',
        tags: ['objects'],
        summary: 'Write the rows of objects to Dynamics 365 again, whole, as SAP said last',
        body: maybeWhy.extend({ objectKeys: z.array(objectKey).min(1).max(1000) }),
        response: {
          200: z.object({
            messages: z
              .array(z.object({ objectKey: z.string(), messageId: z.string() }))
              .describe('The messages that do it; none of objects of which nothing was ever written'),
          }),
          ...problems,
        },
      },
    },
    async (request) => {
      const { objectKeys, reason } = request.body
      for (const key of objectKeys) assertInterface(needs, partsOf(key).interfaceName)
      const messages = await writeAgain(needs, [...new Set(objectKeys)], { who: userOf(request), reason })
      needs.wake()
      return { messages }
    },
  )
}

function assertInterface({ interfaces }: ApiNeeds, name: string): void {
  if (!interfaces.has(name))
    throw new Problem(404, `There is no interface ${name}`, `There is: ${[...interfaces.keys()].join(', ')}.`)
}

function askedInVain(error: unknown): never {
  if (!(error instanceof IntegrationError)) throw error
  throw new Problem(503, 'Dynamics 365 cannot be asked now', error.message)
}

function shown({ columns, ...row }: Difference, seesAll: boolean): z.output<typeof difference> {
  const shownColumns = Object.entries(columns).map(([name, { written, found, source, messageId }]) => [
    name,
    { written: hiddenUnless(seesAll, shownValue(written)), found: hiddenUnless(seesAll, found), source, messageId },
  ])
  return { ...row, key: { ...row.key }, columns: Object.fromEntries(shownColumns) }
}
