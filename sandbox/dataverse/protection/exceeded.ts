import { jsonReply, type Reply } from '../web-api/request.ts'
import type { Limits } from './limits.ts'

/** Which limit was exceeded. */
export type Exceeded = 'requests' | 'time' | 'concurrency'

/** The answer to a request that a limit turns away; `retryAfter` in seconds. */
export function exceededReply(exceeded: Exceeded, limits: Limits, retryAfter: number): Reply {
  const error = { code: codes[exceeded], message: sentences[exceeded](limits) }
  return jsonReply(429, { error }, { 'retry-after': String(retryAfter) })
}

const codes: Record<Exceeded, string> = { requests: '0x80072322', time: '0x80072321', concurrency: '0x80072326' }

const sentences: Record<Exceeded, (limits: Limits) => string> = {
  requests: ({ requests, windowSeconds }) =>
    `Number of requests exceeded the limit of ${requests} over time window of ${windowSeconds} seconds.`,
  time: ({ executionMilliseconds, windowSeconds }) =>
    `Combined execution time of incoming requests exceeded limit of ${executionMilliseconds.toLocaleString('en-US')} milliseconds over time window of ${windowSeconds} seconds. Decrease number of concurrent requests or reduce the duration of requests and try again later.`,
  concurrency: ({ concurrent }) => `Number of concurrent requests exceeded the limit of ${concurrent}.`,
}
