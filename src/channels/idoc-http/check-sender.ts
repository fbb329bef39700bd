import type { FastifyRequest } from 'fastify'
import { RequestRefused } from './request-refused.ts'
import { type Sender, sendersBehind } from './senders.ts'

/** @throws {RequestRefused} wrong credentials, or another's system in the address */
export function checkSender(request: FastifyRequest, known: readonly Sender[]): void {
  const senders = sendersBehind(request.headers.authorization, known)
  if (senders.length === 0) {
    throw new RequestRefused(401, 'User or password is wrong or missing; see the logon data of the RFC destination (SM59).')
  }
  const { system } = request.params as { system?: string }
  if (system !== undefined && !senders.some((sender) => sender.system === system)) {
    throw new RequestRefused(
      403,
      `User ${senders[0]?.user} may not send for system ${system}, only for ${senders.map((sender) => sender.system).join(', ')}.`,
    )
  }
}
