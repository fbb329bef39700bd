import { type Answer, isSuccess, saysNotFound } from './answer.ts'
import { isOneOf } from './codes.ts'
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
  /** That there is no such thing is an answer too, whatever code it has. */
  readonly mayBeAbsent?: boolean
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

/** Whether the caller takes it; otherwise it is an error. */
export function isTaken(answer: Answer, { expected = [], mayBeAbsent = false }: ApiRequest): boolean {
  return isSuccess(answer) || isOneOf(answer.code, expected) || (mayBeAbsent && saysNotFound(answer))
}
