import { randomUUID } from 'node:crypto'
import type { Arrival } from '../message/arrival.ts'

interface Request extends Pick<Arrival, 'channel' | 'system' | 'type' | 'contentType' | 'document'> {
  /** What its identity begins with. */
  readonly kind: string
  /** What is asked for; its JSON is the payload. */
  readonly request: unknown
}

/**
 * What a person or a program asks for here, as a document like those of SAP. Each is one of its own, and none has an age: they count in
 * the order they come, and leave rows as old as what SAP sent last.
 */
export function requestArrival({ kind, request, ...arrival }: Request): Arrival {
  return {
    ...arrival,
    identity: `${kind}/${randomUUID()}`,
    idoc: undefined,
    version: '',
    payload: Buffer.from(JSON.stringify(request)),
  }
}
