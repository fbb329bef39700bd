import type { ColumnFacts } from './column-facts.ts'
import type { ColumnDefinition, ColumnType, FileLimits, Target, Writable } from './definition.ts'

/** `label` is that of a column somebody added. */
export function columnOf(facts: ColumnFacts, label?: string): ColumnDefinition {
  const { column, type, detail, required, writable } = facts
  const isText = type === 'text' || type === 'memo'
  const isFile = type === 'file' || type === 'image'
  const isNumber = ['whole', 'bigint', 'decimal', 'double', 'money'].includes(type)
  const [range = '', places] = isNumber ? detail.split('/') : []
  const [min = '', max = ''] = range.split('..')
  const isNamed = ['choice', 'state', 'status', 'yesNo'].includes(type)
  const options = isNamed ? entriesOf(detail || '0=No | 1=Yes') : []
  return {
    name: column,
    type: type as ColumnType,
    length: isText ? Number(detail) : 0,
    min,
    max,
    ...(places === undefined ? {} : { places: Number(places) }),
    ...(type === 'dateTime' && detail === 'DateOnly' ? { isReadAsDay: true } : {}),
    options: new Map(options.map(([value, name]) => [Number(value), name.replace(/ \(state \d+\)$/, '')])),
    stateOf: new Map(
      type === 'status' ? options.map(([value, name]) => [Number(value), Number(/\(state (\d+)\)$/.exec(name)?.[1])]) : [],
    ),
    targets: type === 'lookup' ? entriesOf(detail).map(targetOf) : [],
    required: required as ColumnDefinition['required'],
    writable: writableOf[writable] ?? 'always',
    isSecret: writable === 'secret' || writable === 'hidden',
    ...(isFile ? { file: fileLimits(detail) } : {}),
    ...(label === undefined ? {} : { added: { label, facts } }),
  }
}

const writableOf: Record<string, Writable> = { no: 'never', hidden: 'never', create: 'create', update: 'update' }

function entriesOf(detail: string): [string, string][] {
  return detail.split(' | ').map((entry) => {
    const at = entry.indexOf('=')
    return [entry.slice(0, at), entry.slice(at + 1)]
  })
}

function fileLimits(detail: string): FileLimits {
  const [kilobytes, ...rest] = detail.split(',')
  return { kilobytes: Number(kilobytes), keepsFull: rest.includes('full'), isPrimary: rest.includes('primary') }
}

function targetOf([navigation, to]: [string, string]): Target {
  const [table = '', collection = '', onDelete] = to.split('/')
  return { navigation, table, collection, ...(onDelete === undefined ? {} : { onDelete: onDelete as 'Cascade' | 'Restrict' }) }
}
