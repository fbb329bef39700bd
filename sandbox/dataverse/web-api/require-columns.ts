import type { TableDefinition } from '../definition.ts'
import { fromColumns } from '../from-columns.ts'
import type { Value } from '../row.ts'
import { Problem } from './problem.ts'

/**
 * Callers must give what the system requires; what only business requires is enforced by forms alone.
 * @throws {Problem}
 */
export function requireColumns(table: TableDefinition, values: Readonly<Record<string, Value>>): void {
  for (const name of requiredOf(table)) {
    if (values[name] !== undefined) continue
    throw new Problem(400, '0x80040203', `Attribute '${name}' of entity '${table.name}' cannot be NULL.`)
  }
}

const requiredOf = fromColumns(({ columns }) =>
  [...columns.values()]
    .filter(({ type, required, writable }) => required === 'system' && writable !== 'never' && type !== 'id')
    .map(({ name }) => name),
)
