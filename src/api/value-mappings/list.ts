import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { missBeginning, missedCode } from '../../mapping/miss-code.ts'
import { readHeldCodes } from '../../store/held-codes.ts'
import { readStoredValues } from '../../store/value-mappings.ts'
import type { Route } from '../needs.ts'
import { problems } from '../schemas.ts'
import { allLists, alsoReading } from './find-list.ts'
import { whose } from './params.ts'

const listSchema = z.object({
  ...whose,
  list: z.string(),
  codes: z.int(),
  changed: z.int(),
  held: z.int().describe('How many messages are held because it lacks a code'),
})

/** GET /api/value-mappings: which lists there are. */
export const listValueMappings: Route = (server, { sql, interfaces }) => {
  server.withTypeProvider<ZodTypeProvider>().get(
    '/value-mappings',
    {
      schema: {
        operationId: 'listValueMappings',
        tags: ['value mappings'],
        summary:
          'Which lists there are, how many codes each has, how many of them people changed, and what is held for a missing one',
        response: { 200: z.object({ items: z.array(listSchema) }), ...problems },
      },
    },
    async () => {
      const [stored, held] = await Promise.all([readStoredValues(sql), readHeldCodes(sql, missBeginning)])
      const items = allLists(interfaces).map(({ owner, list, readers, valueMappings }) => ({
        interface: owner,
        alsoReadBy: alsoReading(owner, readers),
        list,
        codes: valueMappings.entries(list).size,
        changed: stored.filter((value) => value.interface === owner && value.list === list).length,
        held: held
          .filter(({ interface: of, code }) => readers.some(({ name }) => name === of) && missedCode(code)?.list === list)
          .reduce((sum, { messages }) => sum + messages, 0),
      }))
      return { items }
    },
  )
}
