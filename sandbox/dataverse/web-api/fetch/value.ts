import type { ColumnDefinition, TableDefinition } from '../../definition.ts'
import type { Value } from '../../row.ts'
import { literalOf } from '../literal.ts'
import { wrongValue } from './problems.ts'

/** A value of a condition as its column holds it. @throws {Problem} the column cannot hold such a thing */
export function valueFrom(table: TableDefinition, column: ColumnDefinition, text: string): Value {
  const value = column.type === 'text' || column.type === 'memo' ? text : literalOf(column, written(column, text.trim()))
  if (value === undefined) throw wrongValue(table, column, text)
  return value
}

/** As it would stand in a filter of OData: there are more ways to write it here. */
function written({ type }: ColumnDefinition, text: string): string {
  switch (type) {
    case 'yesNo':
      return text === '1' ? 'true' : text === '0' ? 'false' : text.toLowerCase()
    case 'date':
    case 'dateTime':
      return momentText(text)
    case 'guid':
    case 'id':
    case 'lookup':
      return text.replace(/^\{(.*)\}$/, '$1')
    default:
      return text
  }
}

/** `2026-03-01 10:30`, `3/1/2026` and moments without a zone, which are in UTC. */
export function momentText(text: string): string {
  const [american, month = '', day = '', year = '', rest = ''] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(.*)$/.exec(text) ?? []
  const iso = american === undefined ? text : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}${rest}`
  const [, date = '', time, zone = ''] =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?))?(Z|[+-]\d\d:\d\d)?$/.exec(iso) ?? []
  if (date === '') return iso
  return time === undefined ? date : `${date}T${time}${zone || 'Z'}`
}
