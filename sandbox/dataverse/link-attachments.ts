import type { TableDefinition } from './definition.ts'

/** From its first file column on a table's rows have files (Microsoft: "Use file column data", relationship to FileAttachment table). */
export function linkAttachments(tables: ReadonlyMap<string, TableDefinition>, table: string): void {
  const columns = tables.get('fileattachment')?.columns
  const regarding = columns?.get('objectid')
  if (columns === undefined || regarding === undefined || regarding.targets.some((target) => target.table === table)) return
  const target = { navigation: `objectid_${table}`, table, collection: `${table}_FileAttachments` }
  columns.set('objectid', { ...regarding, targets: [...regarding.targets, target] })
}

/** The table is gone. */
export function unlinkAttachments(tables: ReadonlyMap<string, TableDefinition>, table: string): void {
  const columns = tables.get('fileattachment')?.columns
  const regarding = columns?.get('objectid')
  if (columns === undefined || regarding === undefined) return
  columns.set('objectid', { ...regarding, targets: regarding.targets.filter((target) => target.table !== table) })
}
