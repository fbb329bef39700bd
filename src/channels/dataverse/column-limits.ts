import type { Table } from '../../message/table.ts'
import type { Definition } from './definition.ts'
import { type Facts, optionsIn, readAttributes } from './read-attributes.ts'
import type { WebApi } from './web-api.ts'

/** What the columns of a table take. */
export interface ColumnLimits {
  /** Characters, of columns of text. */
  readonly lengths: ReadonlyMap<string, number>
  /** The values, of columns of choices. */
  readonly options: ReadonlyMap<string, ReadonlySet<number>>
}

/** Asks for no kind of column that the table has none of. */
export async function readColumnLimits(api: WebApi, table: Table, { columns }: Definition): Promise<ColumnLimits> {
  const isNeeded = (type: string) => Object.keys(table.columns).some((name) => columns.get(name) === type)
  const read = (type: string, select: readonly string[]) => (isNeeded(type) ? readAttributes(api, table.name, type, select) : [])
  const [texts, memos, choices] = await Promise.all([
    read('String', ['MaxLength']),
    read('Memo', ['MaxLength']),
    read('Picklist', []),
  ])
  return {
    lengths: new Map([...texts, ...memos].map(({ LogicalName, MaxLength }) => [String(LogicalName), Number(MaxLength)])),
    options: new Map(choices.map((one) => [String(one.LogicalName), valuesOf(one)])),
  }
}

function valuesOf(choice: Facts): Set<number> {
  return new Set(optionsIn(choice).map(({ Value }) => Number(Value)))
}
