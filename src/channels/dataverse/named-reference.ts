import type { Answer } from './answer.ts'
import type { Binding } from './bind-columns.ts'
import { codes, isOneOf } from './codes.ts'
import type { References } from './references.ts'
import { byKey } from './row-address.ts'
import type { Subject } from './row-name.ts'

/** The binding whose GUID the answer calls non-existent. */
export function namedById({ code, text }: Answer, bindings: readonly Binding[]): Binding | undefined {
  if (!isOneOf(code, [codes.objectDoesNotExist])) return undefined
  return bindings.find(({ id }) => id !== undefined && text.toLowerCase().includes(id.toLowerCase()))
}

/**
 * The binding by key whose row does not exist. The answer names only the table, so where that could be another
 * binding or the written row itself, each candidate is looked for.
 */
export async function namedByKey(
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
