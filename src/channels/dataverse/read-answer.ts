import { Unavailable } from '../../message/errors.ts'
import { type Answer, isObject } from './answer.ts'
import { rowName, type Subject } from './row-name.ts'

/** The rows that a query was answered with. @throws {Unavailable} it is no list: to take it for an empty one would make rows twice */
export function rowsOf(answer: Answer, subject: Subject): Record<string, unknown>[] {
  const { value } = objectOf(answer, subject)
  if (!Array.isArray(value)) throw unreadable(answer, subject)
  return value.filter(isObject)
}

/** The one thing that a question was answered with. @throws {Unavailable} it is none */
export function objectOf(answer: Answer, subject: Subject): Record<string, unknown> {
  if (!isObject(answer.body)) throw unreadable(answer, subject)
  return answer.body
}

function unreadable({ text }: Answer, subject: Subject): Unavailable {
  return new Unavailable(`Dynamics 365 did not say what it has of ${rowName(subject)}: ${text}. It is tried again`)
}
