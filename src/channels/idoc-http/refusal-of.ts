import type { FastifyRequest } from 'fastify'
import type { Refusal } from '../../message/refusal.ts'
import { sendersOf } from './check-sender.ts'
import { isConnectionTest } from './connection-test.ts'
import { RequestRefused } from './request-refused.ts'
import type { Sender } from './sender.ts'

/** What is noted of a request that was refused; nothing of one that only tried the way and brought no packet. */
export function refusalOf(
  request: FastifyRequest,
  error: unknown,
  answered: Pick<Refusal, 'channel' | 'status' | 'reason' | 'document'>,
): Refusal | undefined {
  if (isConnectionTest(request)) return undefined
  const senders = error instanceof RequestRefused && error.claimed.length > 0 ? error.claimed : sendersOf(request)
  return { ...answered, sender: senders[0]?.user, system: systemOf(senders, request), from: request.ip }
}

/** That of the address, if it is one of theirs; else theirs, if they have but one. */
function systemOf(senders: readonly Sender[], request: FastifyRequest): string | undefined {
  const systems = new Set(senders.map(({ system }) => system))
  const { system } = request.params as { system?: string }
  if (system !== undefined && systems.has(system)) return system
  return systems.size === 1 ? [...systems][0] : undefined
}
