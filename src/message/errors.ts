/**
 * What went wrong, named for what must happen next. `engine/outcome.ts` is the one place that acts on it.
 * The message is the sentence an operator reads at night: what, which, and what to do.
 */
export abstract class IntegrationError extends Error {
  /** The other side's own code, e.g. `0x80060892` or `HTTP 503`, kept for search and evidence. */
  readonly code: string | undefined
  /** What is wrong, without what an operator has to do: for programs that asked, and put it right themselves. */
  readonly fact: string
  /** The other side's own name for the request that failed: what its support asks for. */
  readonly requestId: string | undefined

  constructor(
    message: string,
    details: { code?: string | undefined; cause?: unknown; fact?: string | undefined; requestId?: string | undefined } = {},
  ) {
    super(message, { cause: details.cause })
    this.code = details.code
    this.fact = details.fact ?? message
    this.requestId = details.requestId
  }
}

/** The document itself is wrong: sending it again changes nothing. A person must look at it. */
export class Rejected extends IntegrationError {
  override name = 'Rejected'
}

/** The other side did not take it now. It is tried again, after `retryAfter` milliseconds where it said so. */
export class Unavailable extends IntegrationError {
  override name = 'Unavailable'
  readonly retryAfter: number | undefined
  /** Nothing was sent, because the other side wants to be left alone: no try that counts. */
  readonly isUntried: boolean
  /** The way there failed, with whatever was on it: that says nothing of the document. Where it goes on failing, the channel leaves it alone by itself. */
  readonly isOfTheWay: boolean

  constructor(
    message: string,
    details: {
      code?: string | undefined
      cause?: unknown
      retryAfter?: number | undefined
      isUntried?: boolean
      isOfTheWay?: boolean
      requestId?: string | undefined
    } = {},
  ) {
    super(message, details)
    this.retryAfter = details.retryAfter
    this.isUntried = details.isUntried ?? false
    this.isOfTheWay = details.isOfTheWay ?? false
  }
}

/** The channel is set up wrongly, so every message would fail. The channel pauses; no message is blamed. */
export class Misconfigured extends IntegrationError {
  override name = 'Misconfigured'
}

/** Another row must exist first, e.g. the account an invoice is for. */
export class Missing extends IntegrationError {
  override name = 'Missing'
  /** Logical name of the table the missing row belongs to. */
  readonly table: string
  /** The key columns and values it was looked for by. */
  readonly key: Readonly<Record<string, string>>

  constructor(
    message: string,
    details: {
      table: string
      key: Readonly<Record<string, string>>
      code?: string | undefined
      cause?: unknown
      fact?: string | undefined
    },
  ) {
    super(message, details)
    this.table = details.table
    this.key = details.key
  }
}
