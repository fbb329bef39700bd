import type { AwaitedOutcome } from '../../message/awaited-outcome.ts'

/** A synchronous message is stored and will be delivered, but its caller cannot wait any longer. */
export class NotKnownYet extends Error {
  override name = 'NotKnownYet'

  constructor(messageId: string, { status, reason }: AwaitedOutcome) {
    super(
      `Message ${messageId} is stored but still ${status}${reason === undefined ? '' : ` (${reason})`}; it is delivered later without being sent again. Look for its outcome there.`,
    )
  }
}
