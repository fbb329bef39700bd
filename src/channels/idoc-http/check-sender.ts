import type { FastifyRequest } from 'fastify'
import type { Arrival } from '../../message/arrival.ts'
import { RequestRefused } from './request-refused.ts'
import type { Sender } from './sender.ts'
import type { Senders } from './senders.ts'

/** @throws {RequestRefused} wrong credentials, too many wrong passwords, or another's system in the address */
export function checkSender(request: FastifyRequest, senders: Senders): void {
  const own = senders.behind(request)
  const { system } = request.params as { system?: string }
  if (system !== undefined && !own.some((sender) => sender.system === system)) {
    throw new RequestRefused(
      403,
      `User ${own[0]?.user} may not send for system ${system}, only for ${own.map((sender) => sender.system).join(', ')}.`,
      { claimed: own },
    )
  }
  sendersOfRequests.set(request, own)
}

/** Those the user of a request that was let in may send for. */
export function sendersOf(request: FastifyRequest): readonly Sender[] {
  return sendersOfRequests.get(request) ?? []
}

/** @throws {RequestRefused} an IDoc that says it is from a system its user may not send for */
export function checkSystem(request: FastifyRequest, { idoc, system }: Arrival): void {
  const own = sendersOf(request)
  if (own.some((sender) => sender.system === system)) return
  throw new RequestRefused(
    403,
    `IDoc ${idoc} is from system ${system} (SNDPRN), but user ${own[0]?.user} may only send for ${own.map((sender) => sender.system).join(', ')}; nothing of what came with it was stored. Send it as the user of ${system}, see senders in the settings of Landbridge.`,
  )
}

const sendersOfRequests = new WeakMap<FastifyRequest, readonly Sender[]>()
