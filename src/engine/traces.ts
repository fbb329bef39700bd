import { type Attributes, context, type Span, SpanKind, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api'
import type { Accepted } from '../message/arrival.ts'
import { partsOf } from '../message/object-key.ts'
import { timeOf } from '../store/message-id.ts'
import type { Course } from './course.ts'
import { type GivenIds, spanOf } from './given-ids.ts'
import type { Outcome } from './outcome.ts'

/**
 * Tells OpenTelemetry the life of every message as one trace: how long it took to be stored, each try to deliver it, and the answer to SAP.
 * The trace has the id of the message, without its hyphens, so that whoever knows the one finds the other, and every node of several
 * adds to it without being told anything.
 *
 * It holds what is told of a message in lists (keys, statuses, reasons), never its payload. Names and attributes: OpenTelemetry, "Semantic
 * conventions for messaging spans"; what those have no word for begins with `landbridge.`.
 */
export class Traces {
  readonly #tracer: Tracer
  readonly #ids: GivenIds

  /** @param ids what the provider of the tracer asks for ids */
  constructor(tracer: Tracer, ids: GivenIds) {
    this.#tracer = tracer
    this.#ids = ids
  }

  /** After the commit. Of a document that came before there is a trace already. */
  received(accepted: readonly Accepted[]): void {
    for (const { messageId, interface: name, idoc, repeated } of accepted) {
      if (repeated) continue
      const attributes = attributesOf('receive', messageId, name)
      if (idoc !== undefined) attributes['landbridge.idoc'] = idoc
      const options = { root: true, kind: SpanKind.CONSUMER, startTime: timeOf(messageId), attributes }
      this.#ids.giving(spanOf(messageId), () => this.#tracer.startSpan(`receive ${name}`, options).end())
    }
  }

  /** After a batch of deliveries was settled; what was not tried has no span. */
  settled(outcomes: readonly Outcome[], course: Course): void {
    for (const outcome of outcomes) {
      if (outcome.isUntried !== true && outcome.pause === undefined) this.#tried(outcome, course, outcomes.length)
    }
  }

  /** After SAP was told, or refused to be: why. */
  answered(messageIds: readonly string[], startedAt: Date, refused?: string): void {
    for (const messageId of messageIds) {
      const span = this.#startWithin(messageId, 'answer', SpanKind.PRODUCER, startedAt, attributesOf('send', messageId))
      if (refused !== undefined) fail(span, refused)
      span.end()
    }
  }

  #tried({ plan, status, operation, rows, reason, code, requestId }: Outcome, course: Course, batch: number): void {
    const { messageId, objectKey, attempt } = plan.claim
    const { interfaceName } = partsOf(objectKey)
    const span = this.#startWithin(messageId, `deliver ${interfaceName}`, SpanKind.CONSUMER, course.begunAt, {
      ...attributesOf('process', messageId, interfaceName),
      'messaging.batch.message_count': batch,
      'landbridge.object_key': objectKey,
      'landbridge.attempt': attempt,
      'landbridge.receiver': plan.receiver,
      'landbridge.status': status,
      'landbridge.operation': operation,
      'landbridge.rows': rows.filter((row) => row.operation !== 'none').length,
    })
    span.addEvent('mapped', course.plannedAt)
    if (plan.writes.length > 0) span.addEvent('written', course.sentAt)
    if (requestId !== undefined) span.setAttribute('landbridge.request_id', requestId)
    if (code !== undefined) span.setAttribute('error.type', code)
    if (status === 'held' || status === 'waiting') fail(span, reason ?? status)
    else if (reason !== undefined) span.setAttribute('landbridge.reason', reason)
    span.end(course.settledAt)
  }

  #startWithin(messageId: string, name: string, kind: SpanKind, startTime: Date, attributes: Attributes): Span {
    const within = trace.setSpanContext(context.active(), spanOf(messageId))
    return this.#tracer.startSpan(name, { kind, startTime, attributes }, within)
  }
}

function attributesOf(operation: 'receive' | 'process' | 'send', messageId: string, interfaceName?: string): Attributes {
  return {
    'messaging.system': 'landbridge',
    'messaging.operation.name': operation,
    'messaging.operation.type': operation,
    'messaging.message.id': messageId,
    ...(interfaceName === undefined ? {} : { 'messaging.destination.name': interfaceName }),
  }
}

function fail(span: Span, message: string): void {
  span.setStatus({ code: SpanStatusCode.ERROR, message })
}
