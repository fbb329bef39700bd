import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { databaseTrouble, toldOfDatabase } from '../engine/alerts/database-alert.ts'
import { noRules } from '../engine/alerts/troubles.ts'
import { alertRules } from '../message/alert.ts'
import { readAlerts, readTargets } from '../store/alerts.ts'
import { audit } from '../store/audit.ts'
import { userOf } from './admission.ts'
import type { Route } from './needs.ts'
import { Problem, problemSchema } from './problem.ts'
import { problems } from './schemas.ts'

const limitedTo = z.union([z.literal('all'), z.array(z.string())]).optional()
const limit = z.union([z.literal(false), z.int()])

const schema = z.object({
  rules: z.object({
    held: z.boolean(),
    paused: z.boolean(),
    backlogMinutes: limit,
    answersMinutes: limit,
    errorPercent: limit,
    credentialDays: limit,
    refused: z.boolean(),
    database: z.boolean(),
  }),
  targets: z.array(
    z.object({
      name: z.string(),
      to: z.string().describe('Where it goes; no secret'),
      rules: z.array(z.enum(alertRules)).optional().describe('Only of these it is told; missing: of all'),
      interfaces: limitedTo.describe('With interfaces or channels it is told only of trouble about one of these'),
      channels: limitedTo,
      sentAt: z.string().optional().describe('ISO time it was last told something'),
      problem: z.string().optional().describe('Why it could not be told what it still is to be told'),
    }),
  ),
  items: z.array(
    z.object({
      id: z.string(),
      rule: z.enum(alertRules),
      subject: z.string(),
      text: z.string(),
      since: z.string(),
      endedAt: z.string().optional().describe('Missing while the trouble lasts'),
      targets: z.array(z.string()).describe('Who was told that it began, or is to be; decided when it began'),
    }),
  ),
  untold: z.array(z.string()).describe('What nobody would be told of, and who of nothing, a sentence each'),
})

/** GET /api/alerts and POST /api/alerts/test: what trouble there is, who is told, and whether that arrives. */
export const alerts: Route = (server, { sql, alerts: told }) => {
  const { rules, targets, untold } = told ?? { rules: noRules, targets: [], untold: [] }
  const typed = server.withTypeProvider<ZodTypeProvider>()
  typed.get(
    '/alerts',
    {
      schema: {
        operationId: 'listAlerts',
        tags: ['running'],
        summary: 'Trouble there is, then trouble there was, newest first; who is told of it, and by which rules',
        response: { 200: schema, ...problems },
      },
    },
    async () => {
      const [stored, known] = await Promise.all([readAlerts(sql, 100), readTargets(sql)])
      const shownTargets = targets.map(({ name, to, limits: { rules, interfaces, channels } }) => {
        const { sentAt = null, problem = null } = known.find(({ target }) => target === name) ?? {}
        return {
          name,
          to,
          ...(rules && { rules: [...rules] }),
          ...(interfaces && { interfaces: copied(interfaces) }),
          ...(channels && { channels: copied(channels) }),
          ...(sentAt && { sentAt: sentAt.toISOString() }),
          ...(problem !== null && { problem }),
        }
      })
      // Not in the store, of which it is that nothing can be stored there.
      const now = rules.database && told !== undefined ? databaseTrouble(told) : undefined
      const unstored =
        now === undefined
          ? []
          : [{ ...now, id: now.rule, endedAt: null, targets: toldOfDatabase(targets).map(({ name }) => name) }]
      const items = [...unstored, ...stored].map(({ since, endedAt, ...rest }) => ({
        ...rest,
        since: since.toISOString(),
        ...(endedAt && { endedAt: endedAt.toISOString() }),
      }))
      return { rules, targets: shownTargets, items, untold: [...untold] }
    },
  )
  typed.post(
    '/alerts/test',
    {
      schema: {
        operationId: 'testAlerts',
        tags: ['running'],
        summary: 'Send a test to everyone who is told of trouble',
        response: {
          200: z.object({ results: z.array(z.object({ name: z.string(), ok: z.boolean(), problem: z.string().optional() })) }),
          ...problems,
          409: problemSchema,
        },
      },
    },
    async (request) => {
      if (targets.length === 0) {
        throw new Problem(
          409,
          'Nobody is told of trouble',
          'Name somebody in alerts of landbridge.config.ts: email, teams or webhooks.',
        )
      }
      const told = targets.map(({ name }) => name).join(', ')
      await audit(sql, { who: userOf(request), action: 'test alerts', detail: told })
      const results = targets.map(async ({ name, send }) => {
        try {
          await send({ begun: [], over: [], isTest: true })
          return { name, ok: true }
        } catch (error) {
          return { name, ok: false, problem: (error as Error).message }
        }
      })
      return { results: await Promise.all(results) }
    },
  )
}

function copied(names: 'all' | readonly string[]): 'all' | string[] {
  return names === 'all' ? names : [...names]
}
