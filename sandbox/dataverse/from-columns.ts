import type { TableDefinition } from './definition.ts'

/** What follows from a table's columns alone: found out once, and again when a column was added. */
export function fromColumns<Found>(find: (table: TableDefinition) => Found): (table: TableDefinition) => Found {
  const known = new WeakMap<TableDefinition, { of: number; found: Found }>()
  return (table) => {
    const last = known.get(table)
    if (last?.of === table.columns.size) return last.found
    const found = find(table)
    known.set(table, { of: table.columns.size, found })
    return found
  }
}
