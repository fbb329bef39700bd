import { Unavailable } from '../message/errors.ts'
import { noLongerThan } from '../message/no-longer-than.ts'

/** So long a database may take to store a packet, or to be looked at: one that does that for longer stands still. */
export const mostMilliseconds = 60_000

/** PostgreSQL stands still: it neither did what it was asked for nor said no, and may do it yet. */
export function noAnswerToStore(milliseconds: number): Unavailable {
  const seconds = milliseconds / 1000
  return unavailable(
    `The database gave no answer within ${seconds} seconds; whether this was stored is not known, send it again`,
    `no answer within ${seconds} seconds`,
  )
}

/** It was not asked at all, because it has left others without an answer since then. */
export function noAnswerSince(since: Date): Unavailable {
  const time = since.toISOString()
  return unavailable(`The database has given no answer since ${time}; nothing was stored, try again`, `no answer since ${time}`)
}

/** What it was asked, without storing anything. @throws {Unavailable} it did not answer in time */
export function answeredWithin<Answer>(milliseconds: number, asked: Promise<Answer>): Promise<Answer> {
  const seconds = milliseconds / 1000
  return noLongerThan(milliseconds, asked, () =>
    unavailable(
      `The database gave no answer within ${seconds} seconds; nothing was stored, try again`,
      `no answer within ${seconds} seconds`,
    ),
  )
}

export function isNoAnswer(error: unknown): error is Unavailable {
  return error instanceof Unavailable && error.code === code
}

function unavailable(sentence: string, what: string): Unavailable {
  return new Unavailable(sentence, { code, cause: new Error(what) })
}

const code = 'NO_ANSWER'
