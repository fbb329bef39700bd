import { payloadRemoved } from '../../message/removed-payload.ts'
import type { FoundMessage } from '../../store/find-message.ts'
import { Problem } from '../problem.ts'

/** Why a message has no payload: it was removed, or went with its month at this moment. */
export function payloadGone({ keptDays }: FoundMessage): Problem {
  return new Problem(404, 'Its payload is gone', keptDays === null ? 'Retention dropped it.' : payloadRemoved(keptDays))
}
