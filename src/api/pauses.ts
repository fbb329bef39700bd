import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { pauseFor, resumeFor } from '../engine/stops.ts'
import type { PauseKind } from '../store/pauses.ts'
import { userOf } from './admission.ts'
import { channelsNow } from './channels.ts'
import type { ApiNeeds, Route } from './needs.ts'
import { Problem, problemSchema } from './problem.ts'
import { maybeWhy, problems, reason } from './schemas.ts'

const params = z.object({ name: z.string().min(1) })
const errors = { ...problems, 409: problemSchema }

/** POST /api/{channels|interfaces}/{name}/{pause|resume}: stop what a person wants stopped, and let it go on. */
export const pauses: Route = (server, needs) => {
  addPause(server, needs, { kind: 'channel', path: 'channels', title: 'Channel' })
  addPause(server, needs, { kind: 'interface', path: 'interfaces', title: 'Interface' })
}

function addPause(
  server: FastifyInstance,
  needs: ApiNeeds,
  { kind, path, title }: { kind: PauseKind; path: string; title: string },
): void {
  const typed = server.withTypeProvider<ZodTypeProvider>()
  typed.post(
    `/${path}/:name/pause`,
    {
      schema: {
        operationId: `pause${title}`,
        tags: ['running'],
        summary: `Stop the ${kind} on all nodes; what is for it is stored and waits in its order`,
        params,
        body: z.strictObject({ reason }),
        response: { 200: z.object({ paused: z.literal(true) }), ...errors },
      },
    },
    async (request) => {
      const { name } = request.params
      await mustBePausable(needs, kind, name)
      await pauseFor(needs.sql, { kind, name }, { who: userOf(request), reason: request.body.reason })
      await needs.refresh.stops()
      return { paused: true as const }
    },
  )
  typed.post(
    `/${path}/:name/resume`,
    {
      schema: {
        operationId: `resume${title}`,
        tags: ['running'],
        summary: `Let the ${kind} go on; what waited goes out at once`,
        params,
        body: maybeWhy.nullish(),
        response: { 200: z.object({ wasPaused: z.boolean().describe('A person had paused it') }), ...errors },
      },
    },
    async (request) => {
      const { name } = request.params
      await mustBePausable(needs, kind, name)
      const wasPaused = await resumeFor(needs.sql, { kind, name }, { who: userOf(request), reason: request.body?.reason })
      await needs.refresh.stops()
      return { wasPaused }
    },
  )
}

async function mustBePausable(needs: ApiNeeds, kind: PauseKind, name: string): Promise<void> {
  if (kind === 'interface') {
    if (needs.interfaces.has(name)) return
    throw new Problem(404, `There is no interface ${name}`, `There is: ${[...needs.interfaces.keys()].join(', ')}.`)
  }
  const receivers = needs.channels?.receivers ?? ['dataverse']
  if (receivers.includes(name)) return
  const known = await channelsNow(needs)
  if (known.some((channel) => channel.name === name)) {
    throw new Problem(
      409,
      `The channel ${name} cannot be paused`,
      `Documents are always taken and answered, so that nothing is lost. Pause an interface, or a channel to Dynamics 365: ${receivers.join(', ')}.`,
    )
  }
  throw new Problem(404, `There is no channel ${name}`, `There is: ${known.map((channel) => channel.name).join(', ')}.`)
}
