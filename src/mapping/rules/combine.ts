import type { TableIdentity } from '../../message/table.ts'
import type { Reference } from '../../message/write.ts'
import { cut } from '../cut.ts'
import { holdersOf, type Path, parsePath } from '../path.ts'
import type { Reading } from '../reading.ts'
import { combined, longestOf, type Rule } from '../rule.ts'
import { field } from './field.ts'

/** The first of these that says something; a text is the path of a field. */
export function firstOf<T>(...choices: readonly Rule<T>[]): Rule<T>
export function firstOf(...choices: readonly (string | Rule<string>)[]): Rule<string>
export function firstOf(...choices: readonly (string | Rule<unknown>)[]): Rule<unknown> {
  const rules = choices.map((choice) => (typeof choice === 'string' ? field(choice) : choice))
  return {
    kind: 'firstOf',
    description: `first of ${rules.map((rule) => rule.description).join(', ')}`,
    ...combined(rules),
    read(reading) {
      for (const rule of rules) {
        const read = rule.read(reading)
        if (read !== undefined) return read
      }
      return undefined
    },
    longest: (lengths) => longestOf(rules, lengths),
  }
}

/** Always this value. */
export function constant<T>(value: T): Rule<T> {
  return {
    kind: 'constant',
    description: `always ${JSON.stringify(value)}`,
    sources: [],
    lists: [],
    read: () => ({ value, source: '(constant)' }),
    longest: () => (typeof value === 'string' ? value.length : 0),
  }
}

/** The parts that are there, with the separator between them. */
export function join(separator: string, ...parts: readonly (string | Rule<string>)[]): Rule<string> {
  const rules = parts.map((part) => (typeof part === 'string' ? field(part) : part))
  return {
    kind: 'join',
    description: `${rules.map((rule) => rule.description).join(' + ')}, joined by '${separator}'`,
    ...combined(rules),
    read(reading) {
      let text: string | undefined
      let source = ''
      for (const rule of rules) {
        const read = rule.read(reading)
        if (read === undefined) continue
        source = source === '' ? read.source : `${source} + ${read.source}`
        if (read.value !== null) text = text === undefined ? read.value : text + separator + read.value
      }
      return text === undefined ? undefined : { value: text, source }
    },
    longest: (lengths) =>
      rules.reduce((sum, rule) => sum + longestOf([rule], lengths), separator.length * Math.max(0, rules.length - 1)),
  }
}

/** The first characters of a longer text. Use it where a column is too short on purpose: nobody is warned of what it cuts. */
export function beginningOf(text: string | Rule<string>, length: number): Rule<string> {
  const rule = typeof text === 'string' ? field(text) : text
  return {
    ...rule,
    kind: 'beginningOf',
    description: `first ${length} characters of ${rule.description}`,
    read(reading) {
      const read = rule.read(reading)
      return read === undefined || read.value === null ? read : { ...read, value: cut(read.value, length) }
    },
    longest: (lengths) => Math.min(length, longestOf([rule], lengths)),
  }
}

/** A text that is of no use when it is cut, such as an e-mail address: a longer one is left out, with a warning. */
export function unlessLonger(text: string | Rule<string>, length: number): Rule<string> {
  const rule = typeof text === 'string' ? field(text) : text
  return {
    ...rule,
    kind: 'unlessLonger',
    description: `${rule.description} when it has no more than ${length} characters`,
    read(reading) {
      const read = rule.read(reading)
      if (read === undefined || read.value === null || read.value.length <= length) return read
      reading.warn(`'${read.value}' (${read.source}) has more than ${length} characters and was left out`)
      return undefined
    },
    longest: (lengths) => Math.min(length, longestOf([rule], lengths)),
  }
}

/** Of documents that always say everything: where the rule finds nothing there is nothing, and the column is cleared. NODATA says nothing here, too. */
export function orEmpty<T>(rule: Rule<T>): Rule<T> {
  const paths = (rule.values ?? rule.sources).map(parsePath)
  return {
    ...rule,
    kind: 'orEmpty',
    description: `${rule.description}, else empty`,
    read(reading) {
      const read = rule.read(reading)
      if (read !== undefined || paths.some((path) => isNodata(path, reading))) return read
      return { value: null, source: '(empty in a segment that was sent whole)' }
    },
  }
}

function isNodata(path: Path, reading: Reading): boolean {
  return holdersOf(path, reading).some(({ fields }) => fields[path.field] === '/')
}

/** The business key of the object, as people write it. */
export function objectKey(): Rule<string> {
  return {
    kind: 'objectKey',
    description: 'the business key',
    sources: [],
    lists: [],
    read: (reading) => ({ value: reading.businessKey, source: '(business key)' }),
    longest: ({ ofObjectKey }) => ofObjectKey(),
  }
}

/** Another row, found by its key columns. An optional one that does not exist is left out; any other is waited for. */
export function lookup<T extends TableIdentity>(
  table: T,
  key: Readonly<Record<string, Rule<string>>>,
  options: { optional?: boolean } = {},
): Rule<Reference & { readonly table: T }> {
  const parts = Object.entries(key)
  return {
    kind: 'lookup',
    description: `${table.name} where ${parts.map(([column, rule]) => `${column} is ${rule.description}`).join(' and ')}`,
    ...combined(parts.map(([, rule]) => rule)),
    read(reading) {
      const values: Record<string, string> = {}
      let source = ''
      for (const [column, rule] of parts) {
        const read = rule.read(reading)
        if (read === undefined || read.value === null) return undefined
        values[column] = read.value
        source = source === '' ? read.source : `${source} + ${read.source}`
      }
      return { value: { table, key: values, optional: options.optional ?? false }, source }
    },
  }
}

/** The last resort: a function of the document. Name every path it reads, so that people still see where the value comes from. */
export function custom<T>(
  description: string,
  sources: readonly string[],
  read: (reading: Reading) => T | null | undefined,
): Rule<T> {
  return {
    kind: 'custom',
    description,
    sources,
    lists: [],
    read(reading) {
      const value = read(reading)
      return value === undefined ? undefined : { value, source: sources.join(' + ') }
    },
  }
}
