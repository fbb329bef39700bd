import { readFileSync } from 'node:fs'
import type { Interfaces } from '../../engine/interfaces.ts'
import { type Preview, preview } from '../../engine/preview.ts'
import { bareDocument } from '../../mapping/bare-document.ts'
import { readDocument } from '../../mapping/read-document.ts'
import { exactJson, isReference } from '../../message/exact-json.ts'
import { partsOf } from '../../message/object-key.ts'
import type { ColumnValue } from '../../message/write.ts'

/** What an example document maps to, as the file beside it says it: writes as JSON, or the sentence it is held with. */
export interface Outcome {
  readonly ending: Ending
  readonly text: string
  /** The interface that takes it: they are asked in their order, and the first has it. */
  readonly takenBy: string
}

export const endings = ['.writes.json', '.held.txt'] as const
export type Ending = (typeof endings)[number]

/**
 * @param name of the interface whose example it is, for a payload of an XI message alone
 * @throws {Rejected} it is no document, or none that an interface takes; whatever a rule of somebody's own throws
 */
export function outcomeOf(interfaces: Interfaces, file: string, name: string): Outcome {
  const given = { payload: readFileSync(file), contentType: 'text/xml' }
  const document = bareDocument(interfaces, { ...given, interface: name }) ?? readDocument(given.payload, given.contentType)
  const objects = preview(interfaces, document)
  const { interfaceName: takenBy } = partsOf(objects[0]?.objectKey ?? '')
  const held = objects.find(({ problem }) => problem !== undefined)
  if (held !== undefined) return { ending: '.held.txt', text: `${held.problem}\n`, takenBy }
  return { ending: '.writes.json', text: `${exactJson(objects.map(shownObject), 2)}\n`, takenBy }
}

/** An object of a `.writes.json`. */
export interface ExampleObject {
  readonly objectKey: string
  readonly writes: readonly {
    readonly operation: string
    readonly table: string
    readonly key: Readonly<Record<string, string>>
    readonly columns: Readonly<Record<string, unknown>>
    readonly emptied?: readonly string[]
  }[]
  readonly warnings: readonly string[]
}

function shownObject({ objectKey, writes, warnings }: Preview): ExampleObject {
  const shownWrites = writes.map(({ table, operation, key, columns }) => {
    const values = Object.entries(columns).map(([name, { value }]) => [name, shownValue(value)] as const)
    const given = values.filter(([, value]) => value !== null)
    const emptied = values.filter(([, value]) => value === null).map(([name]) => name)
    return { operation, table, key, columns: Object.fromEntries(given), ...(emptied.length === 0 ? {} : { emptied }) }
  })
  return { objectKey, writes: shownWrites, warnings }
}

function shownValue(value: ColumnValue): unknown {
  return isReference(value) ? { [value.table.name]: value.key } : value
}
