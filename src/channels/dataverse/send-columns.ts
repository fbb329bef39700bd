import type { Table } from '../../message/table.ts'
import type { ColumnValue, Reference } from '../../message/write.ts'
import type { Answer } from './answer.ts'
import { type Binding, bindColumns } from './bind-columns.ts'
import { codes, isOneOf } from './codes.ts'
import { fallbackWarning, leftOutWarning, missing } from './missing.ts'
import type { References } from './references.ts'
import { byKey } from './row-address.ts'
import type { Subject } from './row-name.ts'

export interface Sent {
  readonly answer: Answer
  readonly leftOut: readonly string[]
  readonly warnings: readonly string[]
}

/**
 * Sends a row with its references bound. When a referenced row is not there the column is left out with a warning if
 * the reference is optional; otherwise it throws Missing. `send` must let 404 answers through.
 */
export async function sendColumns(
  references: References,
  { table, subject, columns }: { table: Table; subject: Subject; columns: Readonly<Record<string, ColumnValue>> },
  send: (body: Record<string, unknown>) => Promise<Answer>,
): Promise<Sent> {
  const leftOut = new Map<string, Reference>()
  let canForget = true
  for (;;) {
    const kept = Object.fromEntries(Object.entries(columns).filter(([column]) => !leftOut.has(column)))
    const { body, bindings, replaced, missing: notFound } = await bindColumns(references, table, kept)
    for (const { column, reference } of notFound) leaveOut(leftOut, subject, column, reference)
    const answer = await send(body)
    const gone = canForget ? namedById(answer, bindings) : undefined
    if (gone !== undefined) {
      // A row we remembered was deleted and perhaps created anew: look once more.
      references.forget(gone.reference)
      canForget = false
      continue
    }
    const absent = await namedByKey(references, answer, bindings, subject)
    if (absent === undefined)
      return {
        answer,
        // What stands there now is not what was said, so it is no part of the record: the next document tries again.
        leftOut: [...leftOut.keys(), ...replaced.map(({ column }) => column)],
        warnings: [
          ...[...leftOut].map((left) => leftOutWarning(...left)),
          ...replaced.map(({ column, reference, fallback }) => fallbackWarning(column, reference, fallback)),
        ],
      }
    leaveOut(leftOut, subject, absent.column, absent.reference, answer.code)
  }
}

function leaveOut(leftOut: Map<string, Reference>, subject: Subject, column: string, reference: Reference, code?: string): void {
  if (!reference.optional) throw missing(subject, reference, code)
  leftOut.set(column, reference)
}

/** The binding whose GUID the answer calls non-existent. */
function namedById({ code, text }: Answer, bindings: readonly Binding[]): Binding | undefined {
  if (!isOneOf(code, [codes.objectDoesNotExist])) return undefined
  return bindings.find(({ id }) => id !== undefined && text.toLowerCase().includes(id.toLowerCase()))
}

/**
 * The binding by key whose row does not exist. The answer names only the table, so where that could be another
 * binding or the written row itself, each candidate is looked for.
 */
async function namedByKey(
  references: References,
  { code, text }: Answer,
  bindings: readonly Binding[],
  subject: Subject,
): Promise<Binding | undefined> {
  if (!isOneOf(code, [codes.recordNotFoundByKey])) return undefined
  const table = /does not exist in (\S+) entity/i.exec(text)?.[1]
  const byKeys = bindings.filter(
    ({ id, reference }) => id === undefined && (table === undefined || reference.table.name === table),
  )
  const targets = new Set(byKeys.map(({ reference }) => byKey(reference.table, reference.key)))
  if (targets.size === 1 && table !== undefined && table !== subject.table) return byKeys[0]
  for (const binding of byKeys) {
    references.forget(binding.reference)
    if ((await references.find(binding.reference)) === undefined) return binding
  }
  return undefined
}
