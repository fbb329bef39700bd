import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import type { Sql } from 'postgres'
import type { AlertRules } from '../engine/alerts/troubles.ts'
import type { DatabaseStanding } from '../engine/database-standing.ts'
import type { Interfaces } from '../engine/interfaces.ts'
import type { AlertTarget } from '../message/alert.ts'
import type { AnswerChannel } from '../message/answer.ts'
import type { Accept } from '../message/arrival.ts'
import type { Finding } from '../message/finding.ts'
import type { RowComparer, RowReader } from '../message/row-reader.ts'

/** What the endpoints work with. */
export interface ApiNeeds {
  readonly sql: Sql
  readonly interfaces: Interfaces
  readonly accept: Accept
  /** Looks at rows of Dynamics 365. */
  readonly rows: RowReader
  /** Compares rows of one Dynamics 365 environment, by its name. */
  readonly comparer?: (receiver: string) => RowComparer | undefined
  /** Where people see a row in Dynamics 365. */
  readonly rowUrl?: (receiver: string, table: string, id: string) => string | undefined
  /** Where people see the trace of a message. */
  readonly traceUrl?: ((messageId: string) => string) | undefined
  /** Tells the worker that there may be work, for which somebody waits. */
  readonly wake: () => void
  /** Reads anew what people change, so that it counts on this node before they are answered; the others hear of it a moment later. */
  readonly refresh: { readonly values: () => Promise<void>; readonly stops: () => Promise<void> }
  /** Settings that say which channels run besides those that always do. */
  readonly channels?: {
    readonly files: readonly unknown[]
    readonly answers: readonly Pick<AnswerChannel, 'kind'>[]
    /** The Dynamics 365 environments by name. */
    readonly receivers: readonly string[]
    /** How one of them stands just now on this node. */
    readonly standing?: (name: string) => ReceiverStanding | undefined
    /** Looks whether one of them, or a channel of answers, can be used: what was found, line by line. */
    readonly test?: (name: string) => Promise<readonly Finding[]>
    /** When the first of the credentials for one of them ends, as far as anybody knows. */
    readonly credentialExpires?: (name: string) => Date | undefined
    /** When the secret ends by which people are signed in at an identity provider, as far as anybody knows. */
    readonly signInExpires?: () => Date | undefined
  }
  /** By which rules people are told of trouble, and who. */
  readonly alerts?: {
    readonly rules: AlertRules
    readonly targets: readonly AlertTarget[]
    /** What nobody would be told of, and who of nothing, a sentence each. */
    readonly untold: readonly string[]
    readonly database: DatabaseStanding
    readonly calmMinutes: number
  }
  /** So long the database may take to say who somebody is. */
  readonly milliseconds?: number
  readonly log: Pick<FastifyBaseLogger, 'error'>
}

/** How much of a Dynamics 365 environment is in use, and why nothing is sent to it just now. */
interface ReceiverStanding {
  readonly pausedBecause?: string
  readonly pausedFor?: number
  readonly concurrency: number
  readonly requests24h: number
  readonly dailyRequests?: number
}

/** Adds one endpoint to the server. */
export type Route = (server: FastifyInstance, needs: ApiNeeds) => void
