import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { answerChannelName } from '../message/answer.ts'
import type { Route } from './needs.ts'
import { Problem } from './problem.ts'
import { problems } from './schemas.ts'

const finding = z.object({
  ok: z.boolean(),
  isWarning: z.boolean().optional().describe('It can be so, and most likely should not'),
  text: z.string(),
})

/**
 * POST /api/channels/{name}/test, from this node: what `npx landbridge check` says of a Dynamics 365 environment, or whether the systems let us
 * in that are answered over a channel.
 */
export const testChannel: Route = (server, { channels }) => {
  server.withTypeProvider<ZodTypeProvider>().post(
    '/channels/:name/test',
    {
      schema: {
        operationId: 'testChannel',
        tags: ['running'],
        summary:
          'Sign in to Dynamics 365 and look whether tables, columns and keys are there, or sign in where answers to SAP go; nothing is written',
        params: z.object({ name: z.string().min(1) }),
        response: {
          200: z.object({ ok: z.boolean(), findings: z.array(finding).readonly() }),
          ...problems,
        },
      },
    },
    async ({ params: { name } }) => {
      const { receivers = [], answers = [], test } = channels ?? {}
      const known = [...receivers, ...new Set(answers.map(answerChannelName))]
      if (test === undefined || !known.includes(name)) {
        const there = known.length === 0 ? 'None can' : `There is: ${known.join(', ')}`
        throw new Problem(404, `No channel ${name} can be tested`, `${there}. Only channels that lead out are tested.`)
      }
      const findings = await test(name)
      return { ok: findings.every(({ ok }) => ok), findings }
    },
  )
}
