import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Route } from './needs.ts'
import { Problem } from './problem.ts'
import { problems } from './schemas.ts'

/** POST /api/channels/{name}/test: what `npx landbridge check` says of a Dynamics 365 environment, from this node. */
export const testChannel: Route = (server, { channels }) => {
  server.withTypeProvider<ZodTypeProvider>().post(
    '/channels/:name/test',
    {
      schema: {
        operationId: 'testChannel',
        tags: ['running'],
        summary: 'Sign in to Dynamics 365 and look whether tables, columns and keys are there; nothing is written',
        params: z.object({ name: z.string().min(1) }),
        response: {
          200: z.object({ ok: z.boolean(), findings: z.array(z.object({ ok: z.boolean(), text: z.string() })).readonly() }),
          ...problems,
        },
      },
    },
    async ({ params: { name } }) => {
      const { receivers = [], test } = channels ?? {}
      if (test === undefined || !receivers.includes(name)) {
        const known = receivers.length === 0 ? 'None can' : `There is: ${receivers.join(', ')}`
        throw new Problem(404, `No channel ${name} can be tested`, `${known}. Only channels to Dynamics 365 are tested.`)
      }
      const findings = await test(name)
      return { ok: findings.every(({ ok }) => ok), findings }
    },
  )
}
