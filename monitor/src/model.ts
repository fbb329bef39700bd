// What the API answers, as far as the pages read it (/api/openapi.json).

export const statuses = ['held', 'parked', 'waiting', 'delivering', 'delivered', 'unchanged', 'superseded', 'cancelled'] as const
export type Status = (typeof statuses)[number]

export interface Delivery {
  objectKey: string
  status: Status
  attempts: number
  operation?: string
  rows: { table: string; id: string }[]
  reason?: string
  dueAt?: string
  warnings: string[]
}

export interface Message {
  id: string
  interface: string
  channel: string
  system: string
  idoc?: string
  xiMessageId?: string
  type: string
  status: Status
  receivedAt: string
  /** In a list some of them. */
  deliveries: Delivery[]
  deliveryCount: number
}

export interface MessageDetail extends Message {
  identity: string
  contentType: string
  bytes: number
  /** After how many days the payload was removed. */
  payloadKeptDays?: number
  repeatedCount: number
  /** Why, and what to do instead; of one that holds no document. */
  cannotBeCorrected?: string
  answer?: { sentAt?: string; givenUpAt?: string; isRefused: boolean; attempts: number; reason?: string }
  attempts: {
    objectKey: string
    number: number
    startedAt: string
    finishedAt: string
    outcome: Status
    reason?: string
    code?: string
  }[]
}

export interface Column {
  value: unknown
  /** There is a value, and whoever asks may not see personal data. */
  hidden?: boolean
  source: string
}

export interface MappedObject {
  objectKey: string
  writes: { table: string; operation: string; key: Record<string, string>; columns: Record<string, Column> }[]
  warnings: string[]
  problem?: string
}

export interface Segment {
  name: string
  line: number
  fields: Record<string, string>
  segments: Segment[]
}

export interface ObjectView {
  objectKey: string
  rows: {
    receiver: string
    table: string
    id: string
    key: Record<string, string>
    state: string
    url?: string
    columns: Record<string, Column & { messageId: string; idoc?: string; at: string }>
  }[]
  messages: Message[]
}

export interface Interface {
  name: string
  title: string
  receives: string
  /** False: the settings switch it off. */
  isEnabled: boolean
  priority: 'high' | 'normal'
  /** The environments it writes to, and the field that chooses one where there are several. */
  receivers: string[]
  receiverBy?: string
  /** A person stopped it. */
  paused?: { who: string; reason: string; at: string }
  objectKey: string
  rows: {
    table: string
    each: string
    onlyWhen?: string
    waitsFor?: string
    deletedWhen?: string
    onDeletion: string
    whenNotNamed?: string
    columns: {
      column: string
      isKey: boolean
      kind: string
      label?: string
      from: string
      sources: string[]
      valueMappings: string[]
    }[]
  }[]
}

export interface Channel {
  name: string
  direction: 'in' | 'out'
  paused: boolean
  reason?: string
  /** Missing when it paused by itself. */
  pausedBy?: string
  changedAt?: string
  credentialExpires?: string
  concurrency?: number
  requests24h?: number
  dailyRequests?: number
  /** Of a channel that carries answers. */
  answers?: AnswerBacklog[]
}

/** What one system is still to be told. */
export interface AnswerBacklog {
  system: string
  waiting: number
  refused: number
  since?: string
  reason?: string
  messageId?: string
  nextTryAt?: string
}

/** An answer that a system refuses for what it says. */
export interface RefusedAnswer extends Pick<Message, 'idoc' | 'xiMessageId' | 'type'> {
  messageId: string
  system: string
  channel: string
  reason: string
  since: string
  nextTryAt: string
}

/** What one interface did within the last day. */
export interface DayFigures {
  interface: string
  received: number
  repeated: number
  delivered: number
  written: number
  tried: number
  failed: number
  held: number
  latency?: { count: number; p50: number; p99: number }
}

/** What a restart or a cancellation answers. */
export interface Changed {
  changed: number
  refused: { objectKey: string; why: string }[]
}

export interface Page<T> {
  items: T[]
  next?: string
}

/** DOCNUM without its zeros, or the beginning of an XI message id. */
export function numberOf({ idoc, xiMessageId, id }: Pick<Message, 'idoc' | 'xiMessageId' | 'id'>): string {
  return idoc?.replace(/^0+(?=\d)/, '') ?? xiMessageId?.slice(0, 13) ?? id.slice(0, 13)
}

/** Where an object's page is. */
export function objectPath(objectKey: string): string {
  return `/objects/${objectKey.split('/').map(encodeURIComponent).join('/')}`
}

/** A value mapping, and how many messages are held because it lacks a code. */
export interface ListOfValues {
  /** Whose it is, and who else reads it. */
  interface: string
  alsoReadBy: string[]
  list: string
  codes: number
  changed: number
  held: number
}
