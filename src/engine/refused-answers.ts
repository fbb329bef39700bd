import { audit, type By } from '../store/audit.ts'
import type { Sql } from '../store/connect.ts'
import { type AnswerState, lockAnswer, makeDue, noteGivenUp } from '../store/refused-answers.ts'

/**
 * Gives up telling SAP what became of a message, at a person's wish; is that restarted, SAP is told anew. Gives how the answer stood:
 * nothing was changed unless it waited or was refused.
 */
export async function giveUpAnswer(sql: Sql, messageId: string, by: By): Promise<AnswerState | undefined> {
  return sql.begin(async (tx) => {
    const state = await lockAnswer(tx, messageId)
    if (state?.standing !== 'waits' && state?.standing !== 'is refused') return state
    await noteGivenUp(tx, messageId)
    await audit(tx, { ...by, action: 'give up answer', messageId, ...(state.reason !== null && { detail: state.reason }) })
    return state
  })
}

/** Has a refused answer sent now, at a person's wish, also while the system is left alone. Gives how it stood: nothing was changed unless it was refused. */
export async function sendAnswer(sql: Sql, messageId: string, by: By): Promise<AnswerState | undefined> {
  return sql.begin(async (tx) => {
    const state = await lockAnswer(tx, messageId)
    if (state?.standing !== 'is refused') return state
    await makeDue(tx, messageId)
    await audit(tx, { ...by, action: 'send answer', messageId })
    return state
  })
}
