import type { Answer } from './answer.ts'
import type { Subject } from './row-name.ts'

export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Below the API's base address, e.g. `accounts(…)`; already percent-encoded. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON; decimals stay exact. */
  readonly body?: unknown
  readonly subject: Subject
  /** Error codes the caller knows what to do with; such an answer is returned, not thrown. */
  readonly expected?: readonly string[]
  /** Names the request within its change set, so that others may refer to the row it creates as `$<contentId>`. */
  readonly contentId?: string
  /** Headers of the way its interface is written; only requests of the same way go together. */
  readonly manner?: Readonly<Record<string, string>> | undefined
  /** The bulk message that does the same to many rows. */
  readonly bulk?: 'UpdateMultiple' | 'UpsertMultiple'
}

/** Whoever carries a request to the Web API: one connection, or the outbox that gathers many. */
export interface Sender {
  /** Gives the answer when it is a success or an expected error; throws an IntegrationError otherwise. */
  send(request: ApiRequest): Promise<Answer>
}
