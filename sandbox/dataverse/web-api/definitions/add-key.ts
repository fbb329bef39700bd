import type { TableDefinition } from '../../definition.ts'
import type { Environment } from '../../environment.ts'
import { Problem } from '../problem.ts'
import { baseOf, emptyReply, type Reply, type WebApiRequest } from '../request.ts'
import { metadataId } from './label.ts'
import { invalidDefinition, logicalName, newDefinition } from './new-definition.ts'

const possible = ['text', 'whole', 'decimal', 'dateTime', 'date', 'lookup', 'choice']

/** POST of `…/Keys`: an alternate key. Its index is built in the background. */
export function addKey(environment: Environment, request: WebApiRequest, table: TableDefinition): Reply {
  const body = newDefinition(request)
  const name = logicalName(body.SchemaName, 'EntityKey')
  const columns = Array.isArray(body.KeyAttributes) ? body.KeyAttributes.map(String) : []
  mustBePossible(table, columns)
  mustBeNew(table, name, columns)
  environment.definitions.addKey(table.name, { name, schemaName: String(body.SchemaName), columns })
  return emptyReply({
    'odata-entityid': `${baseOf(request)}EntityDefinitions(${metadataId(table.name)})/Keys(${metadataId(table.name, name)})`,
  })
}

/** Limits: Microsoft, "Define alternate keys for a table". */
function mustBePossible(table: TableDefinition, columns: readonly string[]): void {
  if (columns.length === 0 || columns.length > 16) throw invalidDefinition('A key has 1 to 16 KeyAttributes.')
  if (table.keys.length >= 10) throw invalidKey('a table has at most 10 keys')
  for (const name of columns) {
    const column = table.columns.get(name)
    if (column === undefined) {
      throw new Problem(400, '0x80041103', `'${table.name}' entity doesn't contain attribute with Name = '${name}'.`)
    }
    if (!possible.includes(column.type)) throw invalidKey(`the attribute ${name} is of a type that no key may have`)
  }
  const size = columns.reduce((bytes, name) => bytes + sizeOf(table.columns.get(name)?.length ?? 0), 0)
  if (size > 900) throw invalidKey(`the key takes ${size} bytes, and no key takes more than 900`)
}

/** SQL Server keeps two bytes for each character; whatever is no text takes sixteen at most. */
function sizeOf(characters: number): number {
  return characters > 0 ? 2 * characters : 16
}

function mustBeNew(table: TableDefinition, name: string, columns: readonly string[]): void {
  if (table.keys.some((key) => key.name === name)) {
    throw new Problem(400, '0x80060893', `An entity key with the name ${name} already exists on entity ${table.name}.`)
  }
  if (
    table.keys.some((key) => key.columns.length === columns.length && columns.every((column) => key.columns.includes(column)))
  ) {
    throw new Problem(400, '0x80060894', 'An entity key with the selected attributes already exists on entity.')
  }
}

function invalidKey(why: string): Problem {
  return new Problem(400, '0x8006088F', `Invalid EntityKey Operation performed : ${why}`)
}
