import type { Table, TableIdentity } from '../../message/table.ts'

type Key = Readonly<Record<string, string>>
type Columns = Table['columns']

/** Address of a row by its GUID. */
export function byId(table: TableIdentity, id: string): string {
  return `${table.set}(${id})`
}

/** Address of a row by alternate key, ready to be sent: `accounts(accountnumber='4711')`. */
export function byKey(table: TableIdentity, key: Key, columns: Columns = {}): string {
  const parts = table.key.map((column) => `${column}=${encodeURIComponent(literal(key[column] ?? '', columns[column]))}`)
  return `${table.set}(${parts.join(',')})`
}

/** Query for at most two rows with these key values: two are already one too many. */
export function whereKey(table: TableIdentity, key: Key, select: readonly string[], columns: Columns = {}): string {
  const conditions = Object.entries(key).map(([column, value]) => `${column} eq ${literal(value, columns[column])}`)
  const all = table.only === undefined ? conditions : [...conditions, table.only.filter]
  return `${table.set}?$select=${select.join(',')}&$filter=${encodeURIComponent(all.join(' and '))}&$top=2`
}

/** Filter for rows whose text or GUID in this column is one of these, not encoded yet. Together they count as one request. */
export function whereOneOf(column: string, values: readonly string[]): string {
  const list = values.map((value) => literal(value, undefined)).join(',')
  return `Microsoft.Dynamics.CRM.In(PropertyName='${column}',PropertyValues=[${list}])`
}

/**
 * True when the row can be addressed by alternate key: the environment has a key of just these columns, and no value
 * holds a character that Dataverse does not take in a key address, encoded or not.
 */
export function isAddressable(table: TableIdentity, key: Key): boolean {
  const columns = Object.keys(key)
  return (
    table.key.length > 0 &&
    columns.length === table.key.length &&
    table.key.every((column) => key[column] !== undefined && key[column] !== '' && !/[/<>*%&:\\?+]/.test(key[column]))
  )
}

/** An OData literal: text is quoted and its quotes doubled, numbers stand bare. */
function literal(value: string, column: Columns[string] | undefined): string {
  const isBare = column !== undefined && ['whole', 'decimal', 'choice', 'yesNo', 'lookup'].includes(column.kind)
  return isBare ? value : `'${value.replaceAll("'", "''")}'`
}
