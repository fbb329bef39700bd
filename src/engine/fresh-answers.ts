import type { Answer, AnswerChannel } from '../message/answer.ts'
import { isOpen } from '../message/delivery-status.ts'
import { loneIdoc } from './fresh-documents.ts'
import type { Outcome } from './outcome.ts'

/**
 * What SAP is to be told about IDocs that have just ended, kept until the answerer comes for it, so that it need not be read from the store
 * again. What is not here, of several deliveries or of another node, is read there.
 */
export class FreshAnswers {
  readonly #channels: readonly Pick<AnswerChannel, 'system' | 'kind'>[]
  readonly #most: number
  readonly #answers = new Map<string, Answer>()

  constructor(channels: readonly Pick<AnswerChannel, 'system' | 'kind'>[], most = 10_000) {
    this.#channels = channels.filter(({ kind }) => kind === 'idoc')
    this.#most = most
  }

  /** After they were settled. */
  keep(outcomes: readonly Outcome[]): void {
    for (const outcome of this.#channels.length === 0 ? [] : outcomes) {
      const answer = this.#answerOf(outcome)
      if (answer !== undefined) this.#answers.set(answer.messageId, answer)
    }
    for (const messageId of this.#answers.keys()) {
      if (this.#answers.size <= this.#most) return
      this.#answers.delete(messageId)
    }
  }

  take(messageId: string): Answer | undefined {
    const answer = this.#answers.get(messageId)
    this.#answers.delete(messageId)
    return answer
  }

  #answerOf({ plan: { claim, message }, status, operation, rows, reason, warnings, pause }: Outcome): Answer | undefined {
    const idoc = loneIdoc(message)
    const { MESTYP: messageType = '' } = message.document?.header ?? {}
    // What an attempt without rows comes to depends on those before it.
    if (pause !== undefined || isOpen[status] || idoc === undefined || rows.length === 0) return undefined
    if (!this.#channels.some(({ system }) => system === message.system)) return undefined
    const { objectKey, messageId } = claim
    const text = reason ?? warnings.join('; ')
    return {
      messageId,
      idoc,
      messageType,
      objects: [{ objectKey, isPosted: true, operation, row: rows[0], text, at: new Date() }],
    }
  }
}
