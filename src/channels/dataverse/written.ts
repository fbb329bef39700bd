import type { Operation, RowResult, Write } from '../../message/write.ts'
import type { Answer } from './answer.ts'
import { isObject } from './answer.ts'
import type { Outbox } from './outbox.ts'
import type { References } from './references.ts'
import type { RowFinder } from './row-finder.ts'
import type { RowStates } from './row-states.ts'

/** What writing rows needs: the way out, and the rows that are looked for. */
export interface Connection {
  readonly outbox: Outbox
  readonly finder: RowFinder
  readonly states: RowStates
  readonly references: References
  /** Headers to write an interface's rows with, where they are not the usual ones. */
  readonly manners: ReadonlyMap<string, Readonly<Record<string, string>> | undefined>
}

/** What became of one row. */
export interface Written {
  readonly row: RowResult
  readonly warnings: readonly string[]
}

export function written(
  write: Write,
  id: string,
  operation: Operation,
  { leftOut, warnings }: { leftOut: readonly string[]; warnings: readonly string[] },
): Written {
  return {
    row: { table: write.table.name, key: write.key, id, operation, ...(leftOut.length === 0 ? {} : { leftOut }) },
    warnings,
  }
}

/**
 * The GUID an answer tells, and whether the row is new: in its body, or in OData-EntityId, which after a write by key holds the key
 * instead. After a bulk message the row is asked.
 */
export async function learn(finder: RowFinder, write: Write, answer: Answer): Promise<{ id: string; isNew: boolean }> {
  const inBody = isObject(answer.body) ? answer.body[write.table.id] : undefined
  if (typeof inBody === 'string') return { id: inBody, isNew: answer.status === 201 }
  const inHeader = idInHeader(answer)
  if (inHeader !== undefined) return { id: inHeader, isNew: true }
  const found = await finder.findWritten(write.table, write.key)
  return { id: found?.id ?? '', isNew: found?.isNew ?? false }
}

/** The GUID OData-EntityId tells, where it is not by a key that it names the row. */
export function idInHeader(answer: Answer | undefined): string | undefined {
  const address = String(answer?.headers['odata-entityid'] ?? '')
  return /\(([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\)$/i.exec(address)?.[1]
}
