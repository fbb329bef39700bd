import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { latencyOf } from '../engine/latency.ts'
import { sumFigures } from '../store/figures.ts'
import type { ApiNeeds, Route } from './needs.ts'
import { problems } from './schemas.ts'
import { sharedAnswer } from './shared-answer.ts'

/** How long deliveries took. */
export const latency = z.object({
  count: z.int().describe('How many deliveries that is about'),
  p50: z.int().describe('Milliseconds half of them stayed within'),
  p99: z.int().describe('Milliseconds 99 of 100 stayed within'),
})

const schema = z.object({
  from: z.string().describe('ISO time'),
  items: z.array(
    z.object({
      interface: z.string(),
      received: z.int().describe('Messages, without those that came again'),
      repeated: z.int().describe('Messages that came again'),
      delivered: z.int().describe('Deliveries that ended well'),
      written: z.int().describe('Rows written in Dynamics 365'),
      tried: z.int().describe('Tries to deliver'),
      failed: z.int().describe('Tries that ended with an error'),
      held: z.int().describe('Of these, deliveries held for a person'),
      latency: latency.optional(),
    }),
  ),
})

/** GET /api/figures: what each interface did within the last day. */
export const figures: Route = (server, needs) => {
  const ofTheDay = sharedAnswer(5000, () => figuresOf(needs, new Date(Date.now() - 86_400_000)))
  server.withTypeProvider<ZodTypeProvider>().get(
    '/figures',
    {
      schema: {
        operationId: 'showFigures',
        tags: ['running'],
        summary: 'What each interface did within the last 24 hours; made at most every five seconds',
        response: { 200: schema, ...problems },
      },
    },
    async () => await ofTheDay(),
  )
}

async function figuresOf({ sql, interfaces }: ApiNeeds, from: Date): Promise<z.output<typeof schema>> {
  const sums = Map.groupBy(await sumFigures(sql, from), (figure) => figure.interface)
  const items = [...interfaces.keys()].map((name) => {
    const own = sums.get(name) ?? []
    const sum = (what: string) => own.find((figure) => figure.name === what)?.count ?? 0
    const took = latencyOf(own)
    return {
      interface: name,
      received: sum('received'),
      repeated: sum('repeated'),
      delivered: sum('delivered'),
      written: sum('written'),
      tried: sum('tried'),
      failed: sum('failed'),
      held: sum('held'),
      ...(took === undefined ? {} : { latency: took }),
    }
  })
  return { from: from.toISOString(), items }
}
