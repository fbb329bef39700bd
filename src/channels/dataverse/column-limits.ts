import type { Table } from '../../message/table.ts'
import { type Definition, list } from './definition.ts'
import { objectOf } from './read-answer.ts'
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
  const read = async (type: string, query: string) => {
    if (!isNeeded(type)) return []
    const subject = { table: table.name, isSetup: true }
    const path = `EntityDefinitions(LogicalName='${table.name}')/Attributes/Microsoft.Dynamics.CRM.${type}AttributeMetadata?${query}`
    return list(objectOf(await api.send({ method: 'GET', path, subject }), subject).value)
  }
  const [texts, memos, choices] = await Promise.all([
    read('String', '$select=LogicalName,MaxLength'),
    read('Memo', '$select=LogicalName,MaxLength'),
    read('Picklist', '$select=LogicalName&$expand=OptionSet($select=Options),GlobalOptionSet($select=Options)'),
  ])
  return {
    lengths: new Map([...texts, ...memos].map(({ LogicalName, MaxLength }) => [String(LogicalName), Number(MaxLength)])),
    options: new Map(choices.map((one) => [String(one.LogicalName), optionsOf(one)])),
  }
}

/** Those of the column's own, or those it shares with others. */
function optionsOf({ OptionSet, GlobalOptionSet }: Record<string, unknown>): Set<number> {
  const { Options } = (OptionSet ?? GlobalOptionSet ?? {}) as { Options?: unknown }
  return new Set(list(Options).map(({ Value }) => Number(Value)))
}
