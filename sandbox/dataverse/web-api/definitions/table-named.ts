import type { TableDefinition } from '../../definition.ts'
import type { Environment } from '../../environment.ts'
import { Problem } from '../problem.ts'

/** The table a new relationship names. @throws {Problem} there is none */
export function tableNamed(environment: Environment, name: unknown): TableDefinition {
  const table = environment.table(String(name))
  if (table !== undefined) return table
  throw new Problem(
    404,
    '0x80041102',
    `The entity with a name = '${name}' with namemapping = 'Logical' was not found in the MetadataCache.`,
  )
}
