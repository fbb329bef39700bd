import type { FastifyRequest } from 'fastify'
import { userOf } from '../admission.ts'
import type { Asking } from './write-through.ts'

/** Who asks, and how long they wait: thirty seconds, or fewer by `Prefer: wait=5` (RFC 7240, 4.3). */
export function askingIn(request: FastifyRequest): Asking {
  const seconds = /\bwait=(\d{1,2})\b/.exec(String(request.headers.prefer ?? ''))?.[1] ?? '30'
  return { user: userOf(request), patience: Math.min(Number(seconds), 30) * 1000 }
}
