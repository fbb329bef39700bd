import type { InterfaceDefinition } from '../mapping/define-interface.ts'
import { keysNamed, type MappedWrite, type Surroundings } from '../mapping/map-object.ts'
import type { FoundObject } from '../mapping/objects-of.ts'
import { rowKeyText } from '../message/row-key.ts'
import type { WrittenRecord } from '../store/written-record.ts'

/**
 * What becomes of rows that earlier documents of an object wrote and this one no longer names, where its documents name all of them
 * (`whenNotNamed`). What was never written by Landbridge is not known, and so left alone.
 */
export function rowsNotNamed(
  definition: InterfaceDefinition,
  object: FoundObject,
  surroundings: Surroundings,
  records: readonly WrittenRecord[],
): MappedWrite[] {
  const complete = new Map(definition.rows.filter((row) => row.whenNotNamed !== undefined).map((row) => [row.table.name, row]))
  return [...complete].flatMap(([name, { table, whenNotNamed: operation = 'deactivate' }]) => {
    const written = records.filter((record) => record.table === name && record.state === 'active')
    if (written.length === 0) return []
    const named = new Set(keysNamed(definition, name, object, surroundings).map(rowKeyText))
    return written
      .filter(({ rowKey }) => !named.has(rowKeyText(rowKey)))
      .map(({ rowKey: key }) => ({ table, operation, key, columns: {}, sources: {}, reactivates: false, isOneOfAll: true }))
  })
}
