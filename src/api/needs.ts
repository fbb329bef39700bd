import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import type { Sql } from 'postgres'
import type { Interfaces } from '../engine/interfaces.ts'
import type { Accept } from '../message/arrival.ts'
import type { RowReader } from '../message/row-reader.ts'

/** What the endpoints work with. */
export interface ApiNeeds {
  readonly sql: Sql
  readonly interfaces: Interfaces
  readonly accept: Accept
  /** Looks at rows of Dynamics 365. */
  readonly rows: RowReader
  /** Tells the worker that there may be work. */
  readonly wake: () => void
  /** Settings that say which channels run besides those that always do. */
  readonly channels?: {
    readonly files: readonly unknown[]
    readonly answers: readonly { readonly format: string }[]
    /** The Dynamics 365 environments by name. */
    readonly receivers: readonly string[]
  }
  readonly log: Pick<FastifyBaseLogger, 'error'>
}

/** Adds one endpoint to the server. */
export type Route = (server: FastifyInstance, needs: ApiNeeds) => void
