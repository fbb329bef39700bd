import type { FastifyRequest } from 'fastify'
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

const sendersOfRequests = new WeakMap<FastifyRequest, readonly Sender[]>()
