import type { MappedObject, Message, MessageDetail, ObjectView, Status } from './model.ts'

// What the API answers about one message and one object, as far as their pages read it (/api/openapi.json).

/** A field of a document: positions of the segments, e.g. `0.2`, or `header`. */
export interface Place {
  segment: string
  field: string
}

export interface ComparedColumn {
  value: unknown
  hidden?: boolean
  source: string
  places?: Place[]
  change?: 'new' | 'changed' | 'same' | 'unknown'
  before?: { value: unknown; hidden?: boolean; messageId?: string; idoc?: string }
  /** The later message that has changed it since. */
  since?: { messageId?: string; idoc?: string }
}

export interface ComparedWrite {
  table: string
  operation: string
  key: Record<string, string>
  columns: Record<string, ComparedColumn>
  isNew?: boolean
  isSuperseded?: boolean
  row?: { id: string; url?: string }
}

export type ComparedObject = Omit<MappedObject, 'writes'> & { writes: ComparedWrite[] }

export interface NamedDelivery {
  messageId: string
  objectKey: string
  idoc?: string
  xiMessageId?: string
  type: string
  receivedAt: string
  status: Status
  reason?: string
}

/** What keeps an object from going on, and what it keeps. */
export interface Waits {
  objectKey: string
  line: NamedDelivery[]
  lineLength: number
  missing?: { list: string; code: string; heldMessages: number }
  waitsFor?: { objectKey: string; last?: NamedDelivery }
  awaitedBy: NamedDelivery[]
  awaitedByCount: number
  pauses: { kind: 'channel' | 'interface'; name: string; who: string; reason: string; at: string }[]
}

/** A row that Dynamics 365 holds otherwise than it was written. */
export interface Difference {
  receiver: string
  table: string
  id: string
  isMissing: boolean
  columns: Record<string, { found: { value: unknown; hidden?: boolean } }>
  state?: { written: string; found: string }
}

export interface DeliveredRow {
  table: string
  id: string
  operation?: string
  key?: Record<string, string>
}

export interface Deed {
  at: string
  who: string
  action: string
  reason?: string
  detail?: string
}

type NamedMessage = Pick<Message, 'id' | 'idoc' | 'type'>

/** With what only the page of one message reads. */
export type Attempt = MessageDetail['attempts'][number] & {
  /** What Dynamics 365 called the request that failed. */
  requestId?: string
  /** What a refused attempt had asked for. */
  asked?: { table: string; operation: string; key: Record<string, string>; columns: string[] }[]
}

export type WholeMessage = Omit<MessageDetail, 'deliveries' | 'attempts'> & {
  /** The last ones. */
  attempts: Attempt[]
  attemptCount: number
  deeds: Deed[]
  /** Where its trace is seen. */
  traceUrl?: string
  replaces?: NamedMessage
  replacedBy?: NamedMessage[]
  deliveries: (Omit<Message['deliveries'][number], 'rows'> & { code?: string; rows: DeliveredRow[] })[]
}

export type WholeDelivery = WholeMessage['deliveries'][number]

export type WholeObject = ObjectView & { waits?: Waits }

/** As an address of a page and an id of an element name it. */
export function placeName({ segment, field }: Place): string {
  return `field ${segment}/${field}`
}

/** Below the segment at `way`, each position with a point behind it, the position that holds the place of this name; NaN where none does. */
export function positionBelow(name: string, way: string): number {
  const start = placeName({ segment: way, field: '' }).slice(0, -1)
  return name.startsWith(start) ? Number.parseInt(name.slice(start.length), 10) : Number.NaN
}
