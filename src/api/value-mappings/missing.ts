import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { missCode, missedCode } from '../../mapping/miss-code.ts'
import { readHeldCodes } from '../../store/held-codes.ts'
import type { Route } from '../needs.ts'
import { problems } from '../schemas.ts'
import { findList } from './find-list.ts'
import { listParams } from './params.ts'

const missing = z.object({
  code: z.string(),
  messages: z.int().describe('How many messages are held because the list lacks it'),
})

/** GET /api/value-mappings/{interface}/{list}/missing: which codes the list lacks, as far as messages are held for them. */
export const missingCodes: Route = (server, { sql, interfaces }) => {
  server.withTypeProvider<ZodTypeProvider>().get(
    '/value-mappings/:interface/:list/missing',
    {
      schema: {
        operationId: 'listMissingCodes',
        tags: ['value mappings'],
        summary: 'Codes that messages are held for, because the list lacks them; those of most messages first',
        params: listParams,
        response: { 200: z.object({ items: z.array(missing) }), ...problems },
      },
    },
    async ({ params: { interface: name, list } }) => {
      const { readers } = findList(interfaces, name, list)
      const held = await readHeldCodes(sql, missCode(list, ''))
      const messages = new Map<string, number>()
      for (const { interface: of, code, messages: count } of held) {
        const lacked = missedCode(code)?.code ?? code
        if (readers.some((one) => one.name === of)) messages.set(lacked, (messages.get(lacked) ?? 0) + count)
      }
      return { items: [...messages].map(([code, count]) => ({ code, messages: count })) }
    },
  )
}
