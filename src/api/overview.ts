import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { latencyOf } from '../engine/latency.ts'
import { type Figure, readFigures, sumFigures } from '../store/figures.ts'
import { countRefused } from '../store/refusals.ts'
import { countStuck, most } from '../store/stuck.ts'
import { channel, channelsNow } from './channels.ts'
import { latency } from './figures.ts'
import type { ApiNeeds, Route } from './needs.ts'
import { problems } from './schemas.ts'
import { sharedAnswer } from './shared-answer.ts'

const perMinute = z.array(z.int()).readonly()

const schema = z.object({
  at: z.string().describe('ISO time of the answer'),
  from: z.string().describe('ISO time of the first of the minutes'),
  interfaces: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      received: perMinute.describe('Messages received, minute by minute; the last one is not over yet'),
      written: perMinute.describe('Rows written in Dynamics 365, minute by minute'),
    }),
  ),
  stuck: z.object({
    held: z.int(),
    parked: z.int(),
    waiting: z.int(),
    delivering: z.int(),
    most: z.int().describe('No count goes beyond this: so many or more'),
  }),
  refused: z.int().describe('Packets refused at the door within the last 24 hours'),
  latency: latency.optional().describe('From the receipt to the end of a delivery, within the last hour'),
  channels: z.array(channel),
})

const minutes = 60

/** GET /api/overview: what flows, what is stuck, how long it takes. */
export const overview: Route = (server, needs) => {
  const now = sharedAnswer(1000, () => overviewNow(needs))
  server.withTypeProvider<ZodTypeProvider>().get(
    '/overview',
    {
      schema: {
        operationId: 'showOverview',
        tags: ['running'],
        summary: 'What flows, what is stuck and how long it takes; made at most once a second',
        response: { 200: schema, ...problems },
      },
    },
    async () => await now(),
  )
}

async function overviewNow(needs: ApiNeeds): Promise<z.output<typeof schema>> {
  const at = Date.now()
  const from = new Date(at - (at % 60_000) - (minutes - 1) * 60_000)
  const [flow, sums, stuck, refused, channels] = await Promise.all([
    readFigures(needs.sql, from, ['received', 'written']),
    sumFigures(needs.sql, from),
    countStuck(needs.sql),
    countRefused(needs.sql, new Date(at - 86_400_000)),
    channelsNow(needs),
  ])
  const took = latencyOf(sums)
  return {
    at: new Date(at).toISOString(),
    from: from.toISOString(),
    interfaces: [...needs.interfaces.values()].map(({ name, title }) => {
      const own = flow.filter((figure) => figure.interface === name)
      return { name, title, received: series(own, 'received', from), written: series(own, 'written', from) }
    }),
    stuck: { ...stuck, most },
    refused,
    ...(took === undefined ? {} : { latency: took }),
    channels,
  }
}

function series(figures: readonly Figure[], name: string, from: Date): number[] {
  const counts = new Array<number>(minutes).fill(0)
  for (const { minute, name: what, count } of figures) {
    const index = Math.round((minute.getTime() - from.getTime()) / 60_000)
    // Another node's clock may be ahead.
    if (what === name && index < minutes) counts[index] = (counts[index] ?? 0) + count
  }
  return counts
}
