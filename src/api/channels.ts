import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { answerChannelName } from '../message/answer.ts'
import { channelNames } from '../message/channel-names.ts'
import { mostAnswers, readAnswerBacklogs } from '../store/answer-backlog.ts'
import { readChannels } from '../store/channel-state.ts'
import { readPauses } from '../store/pauses.ts'
import type { ApiNeeds, Route } from './needs.ts'
import { problems } from './schemas.ts'

/** What one system is still to be told. */
const backlog = z.object({
  system: z.string(),
  waiting: z.int().describe(`Answers that wait; no count goes beyond ${mostAnswers}`),
  refused: z.int().describe('Those of them that the system refuses for what they say; others do not wait for them'),
  since: z.string().optional().describe('ISO time since when the oldest of them waits'),
  reason: z.string().optional().describe('Why the last try failed'),
  messageId: z.string().optional().describe('The message whose answer failed first of them'),
  nextTryAt: z.string().optional().describe('ISO time it is tried again, then or a moment later'),
})

/** A channel as the API tells of it. */
export const channel = z.object({
  name: z.string(),
  direction: z.enum(['in', 'out']),
  paused: z.boolean(),
  reason: z.string().optional().describe('Why it is paused, and what to do'),
  pausedBy: z.string().optional().describe('Who paused it; missing when it paused by itself'),
  concurrency: z.int().optional().describe('Dynamics 365: requests that may be under way at once, as it bears them'),
  requests24h: z.int().optional().describe('Dynamics 365: rows read and written by this node within 24 hours'),
  dailyRequests: z.int().optional().describe('What the setting dailyRequests allows'),
  credentialExpires: z.string().optional().describe('ISO time the first of its credentials ends, as far as known'),
  changedAt: z.string().optional().describe('ISO time of the last change'),
  answers: z.array(backlog).optional().describe('Of a channel that carries answers: what waits, by system'),
})

type Channel = z.output<typeof channel>

/** The ways in that are always open, those the settings add, and the ways out. */
function running(configured: NonNullable<ApiNeeds['channels']>): Pick<Channel, 'name' | 'direction'>[] {
  const { waysIn, receivers, answers } = channelNames(configured)
  return [
    ...waysIn.map((name) => ({ name, direction: 'in' as const })),
    ...[...receivers, ...answers].map((name) => ({ name, direction: 'out' as const })),
  ]
}

const none: NonNullable<ApiNeeds['channels']> = { files: [], answers: [], receivers: ['dataverse'] }

/** GET /api/channels: the ways in and out, and whether they are paused. */
export const channels: Route = (server, needs) => {
  server.withTypeProvider<ZodTypeProvider>().get(
    '/channels',
    {
      schema: {
        operationId: 'listChannels',
        tags: ['running'],
        summary: 'The ways in and out, and whether they are paused',
        response: {
          200: z.object({
            items: z.array(channel),
            signInExpires: z.string().optional().describe('ISO time the secret ends by which people sign in at a provider'),
          }),
          ...problems,
        },
      },
    },
    async () => {
      const end = needs.channels?.signInExpires?.()
      return { items: await channelsNow(needs), ...(end && { signInExpires: end.toISOString() }) }
    },
  )
}

/** Every channel as it stands now, as this node sees it. */
export async function channelsNow({ sql, channels: configured = none }: ApiNeeds): Promise<Channel[]> {
  const [known, pauses, answers] = await Promise.all([readChannels(sql), readPauses(sql), answersNow(sql)])
  const states = new Map(known.map((state) => [state.channel, state]))
  return running(configured).map(({ name, direction }) => {
    const { pausedReason = null, changedAt } = states.get(name) ?? {}
    const byPerson = pauses.find((pause) => pause.kind === 'channel' && pause.name === name)
    const expires = configured.credentialExpires?.(name)
    const waiting = answers.get(name)
    const changed = byPerson?.at ?? changedAt
    const { pausedBecause, pausedFor: _, ...usage } = configured.standing?.(name) ?? {}
    const reason = byPerson?.reason ?? pausedReason ?? pausedBecause
    return {
      name,
      direction,
      paused: reason !== undefined,
      ...(reason === undefined ? {} : { reason }),
      ...usage,
      ...(byPerson === undefined ? {} : { pausedBy: byPerson.who }),
      ...(expires === undefined ? {} : { credentialExpires: expires.toISOString() }),
      ...(changed === undefined ? {} : { changedAt: changed.toISOString() }),
      ...(waiting === undefined ? {} : { answers: waiting }),
    }
  })
}

/** By channel. */
async function answersNow(sql: ApiNeeds['sql']): Promise<Map<string, z.output<typeof backlog>[]>> {
  const backlogs = Map.groupBy(await readAnswerBacklogs(sql), answerChannelName)
  const shown = [...backlogs].map(([name, ofChannel]) => {
    const systems = ofChannel.map(({ system, waiting, refused, since, failure }) => ({
      system,
      waiting,
      refused,
      ...(since && { since: since.toISOString() }),
      ...(failure && { ...failure, nextTryAt: failure.nextTryAt.toISOString() }),
    }))
    return [name, systems] as const
  })
  return new Map(shown)
}
