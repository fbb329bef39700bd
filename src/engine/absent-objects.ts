import type { ISql } from 'postgres'
import type { FullList, InterfaceDefinition } from '../mapping/define-interface.ts'
import type { MappedWrite } from '../mapping/map-object.ts'
import type { FoundObject } from '../mapping/objects-of.ts'
import { objectKey } from '../message/object-key.ts'
import { knownObjects } from '../store/known-objects.ts'
import type { WrittenRecord } from '../store/written-record.ts'
import { isSame } from './reduce.ts'

/**
 * The business keys a full list does not name, though it is complete for their scope and they were delivered or are about to be. Each
 * becomes a delivery of the list's message, so that it keeps its place in the order of its object.
 */
export async function absentObjects(
  sql: ISql,
  { name, fullList }: InterfaceDefinition,
  listed: readonly FoundObject[],
): Promise<string[]> {
  if (fullList === undefined) return []
  const keys = new Set(listed.filter(({ problem }) => problem === undefined).map(({ businessKey }) => businessKey))
  const scopes = new Set([...keys].map(fullList.scopeOf))
  const prefixes = new Set([...keys].map((key) => objectKey(name, fullList.prefixOf(key))))
  const known = await knownObjects(sql, [...prefixes])
  return known.map((key) => key.slice(name.length + 1)).filter((key) => !keys.has(key) && scopes.has(fullList.scopeOf(key)))
}

/**
 * What becomes of an object its full list no longer names. Nothing when another part of the same list named it, which is told by the
 * columns that all of one list share.
 */
export function absentWrites(
  fullList: FullList,
  records: readonly WrittenRecord[],
  listed: readonly MappedWrite[],
): MappedWrite[] {
  return records.flatMap((record) => {
    const sibling = listed.find(({ table }) => table.name === record.table)
    if (sibling === undefined || record.state === 'deleted') return []
    const shared = Object.entries(sibling.columns).filter(([column]) => fullList.shared.includes(column))
    if (shared.every(([column, value]) => isSame(value, record.columns[column]?.value ?? null))) return []
    const columns = { ...fullList.absent, ...Object.fromEntries(shared) }
    const sources = Object.fromEntries(Object.keys(columns).map((column) => [column, sibling.sources[column] ?? '']))
    const notListed = Object.fromEntries(Object.keys(fullList.absent).map((column) => [column, '(not in the list)']))
    return [
      {
        table: sibling.table,
        operation: 'upsert' as const,
        key: record.rowKey,
        columns,
        sources: { ...sources, ...notListed },
        reactivates: false,
        isAbsent: true,
      },
    ]
  })
}
