import type { XiHeader } from '../../xi/header.ts'

/** A message whose header was understood could not be taken, for the `cause`; so the answer can name the message. */
export class NotTaken extends Error {
  override name = 'NotTaken'
  readonly while: 'reading' | 'storing'
  readonly header: XiHeader

  constructor(during: 'reading' | 'storing', header: XiHeader, cause: unknown) {
    super(`XI message ${header.messageId} was not taken`, { cause })
    this.while = during
    this.header = header
  }
}
