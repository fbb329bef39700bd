import { randomBytes } from 'node:crypto'
import { type SpanContext, TraceFlags } from '@opentelemetry/api'
import type { IdGenerator } from '@opentelemetry/sdk-trace'
import { traceIdOf } from '../store/message-id.ts'

/** The span that a message's trace begins with. Its last eight bytes are by chance, but for one bit that is always set (RFC 9562, 5.7). */
export function spanOf(messageId: string): SpanContext {
  const traceId = traceIdOf(messageId)
  return { traceId, spanId: traceId.slice(16), traceFlags: TraceFlags.SAMPLED, isRemote: true }
}

/** Ids of spans by chance, but for one that is begun with given ones: OpenTelemetry lets nobody else say with which. */
export class GivenIds implements IdGenerator {
  #given: SpanContext | undefined

  /** A span that `begin` starts has these ids, and so it begins the trace. */
  giving(given: SpanContext, begin: () => void): void {
    this.#given = given
    try {
      begin()
    } finally {
      this.#given = undefined
    }
  }

  readonly generateTraceId = (): string => this.#given?.traceId ?? randomBytes(16).toString('hex')

  readonly generateSpanId = (): string => this.#given?.spanId ?? randomBytes(8).toString('hex')
}
