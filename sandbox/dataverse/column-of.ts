import { readChoiceNames } from './choice-names.ts'
import type { ColumnFacts } from './column-facts.ts'
import type { ColumnDefinition, ColumnType, FileLimits, Target, Writable } from './definition.ts'

/** `label` is that of a column somebody added. */
export function columnOf(facts: ColumnFacts, label?: string): ColumnDefinition {
  const { column, type, detail, required, writable, schemaName } = facts
  const isText = type === 'text' || type === 'memo'
  const isFile = type === 'file' || type === 'image'
  const isNumber = ['whole', 'bigint', 'decimal', 'double', 'money'].includes(type)
  const [range = '', places] = isNumber ? detail.split('/') : []
  const [min = '', max = ''] = range.split('..')
  const isNamed = ['choice', 'state', 'status', 'yesNo'].includes(type)
  const options = isNamed ? readChoiceNames(detail || '0=No | 1=Yes') : []
  const isStatus = type === 'status'
  return {
    name: column,
    ...(schemaName === undefined ? {} : { schemaName }),
    type: type as ColumnType,
    length: isText ? Number(detail) : 0,
    min,
    max,
    ...(places === undefined ? {} : { places: Number(places) }),
    ...(type === 'dateTime' && detail === 'DateOnly' ? { isReadAsDay: true } : {}),
    options: new Map(options.map(([value, name]) => [value, isStatus ? name.replace(/ \(state \d+\)$/, '') : name])),
    stateOf: new Map(isStatus ? options.map(([value, name]) => [value, Number(/\(state (\d+)\)$/.exec(name)?.[1])]) : []),
    targets: type === 'lookup' ? detail.split(' | ').map(targetOf) : [],
    required: required as ColumnDefinition['required'],
    writable: writableOf[writable] ?? 'always',
    isSecret: writable === 'secret' || writable === 'hidden',
    ...(isFile ? { file: fileLimits(detail) } : {}),
    ...(label === undefined ? {} : { added: { label, facts } }),
  }
}

const writableOf: Record<string, Writable> = { no: 'never', hidden: 'never', create: 'create', update: 'update' }

function fileLimits(detail: string): FileLimits {
  const [kilobytes, ...rest] = detail.split(',')
  return { kilobytes: Number(kilobytes), keepsFull: rest.includes('full'), isPrimary: rest.includes('primary') }
}

function targetOf(text: string): Target {
  const [navigation = '', to = ''] = text.split('=')
  const [table = '', collection = '', onDelete] = to.split('/')
  return { navigation, table, collection, ...(onDelete === undefined ? {} : { onDelete: onDelete as 'Cascade' | 'Restrict' }) }
}
