import { get } from './api.ts'
import type { SessionAnswer } from './session-answer.ts'

/** Who is signed in, asked before anything else is loaded, because no page is shown before that is known. */
export const firstAnswer = get<SessionAnswer>('/session')
// Whoever waits for it later is told.
firstAnswer.catch(() => {})
