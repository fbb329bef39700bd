import { createHash } from 'node:crypto'
import type { Answer } from '../../message/answer.ts'
import { acknowledgement } from '../../xi/acknowledgement.ts'
import type { XiAnswer } from '../../xi/answers.ts'
import type { XiError } from '../../xi/error-block.ts'
import type { XiHeader } from '../../xi/header.ts'

/**
 * What the sender of a message hears of it: that it reached its receiver (system) and that it was posted there (application), or that a
 * person gave it up; of these what its header asks for. The same message is always acknowledged by the same ids, so that one that
 * is sent twice counts once.
 */
export function acknowledgementsOf(header: XiHeader, answer: Answer): XiAnswer[] {
  const given = answer.objects.filter(({ isPosted }) => !isPosted)
  const outcome = given.length === 0 ? undefined : errorOf(answer, given)
  const timeSent = new Date(Math.max(...answer.objects.map(({ at }) => at.getTime())))
  return (['system', 'application'] as const).flatMap((level) => {
    const messageId = idOf(`${answer.messageId} ${level} ${outcome === undefined ? 'ok' : 'error'}`)
    return acknowledgement(header, { messageId, timeSent }, level, outcome) ?? []
  })
}

function errorOf({ objects }: Answer, given: Answer['objects']): XiError {
  const named = given.map(({ objectKey, text }) => `${objectKey}: ${text}`).join('; ')
  return {
    category: 'Application',
    area: 'LANDBRIDGE',
    code: 'CANCELLED',
    reason: `${given.length} of ${objects.length} were given up: ${named}`.slice(0, 1000),
    retry: 'never',
  }
}

/** A GUID that follows from a name (RFC 9562, version 8). */
function idOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
