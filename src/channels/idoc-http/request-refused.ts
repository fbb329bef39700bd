import type { Sender } from './sender.ts'

type Status = 401 | 403 | 406 | 415 | 429

/** A request that is turned away for what stands in its head; the message is for whoever set up the sender. */
export class RequestRefused extends Error {
  override name = 'RequestRefused'
  readonly statusCode: Status
  /** Milliseconds after which it is worth sending again, when that is all it takes. */
  readonly retryAfter: number | undefined
  /** Whom it says it is from, of those who may send; whether that is so was not found, or is not. */
  readonly claimed: readonly Sender[]

  constructor(
    statusCode: Status,
    message: string,
    { retryAfter, claimed = [] }: { retryAfter?: number; claimed?: readonly Sender[] } = {},
  ) {
    super(message)
    this.statusCode = statusCode
    this.retryAfter = retryAfter
    this.claimed = claimed
  }
}
