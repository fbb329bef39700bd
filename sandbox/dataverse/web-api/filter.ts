import { type ColumnDefinition, lookupOf, type TableDefinition } from '../definition.ts'
import type { Environment } from '../environment.ts'
import { isLink, type Row, type Value } from '../row.ts'
import { collectionOf, rowsIn } from './collections.ts'
import { compareValues } from './compare.ts'
import { edmTypeOf } from './edm.ts'
import { FilterTokens } from './filter-tokens.ts'
import { edmTypeOfLiteral, literalOf, unquoted } from './literal.ts'
import { badUrl, noSuchProperty, notSupported } from './problem.ts'
import { columnOfProperty, columnValue } from './shown.ts'

export interface Filter {
  holds(row: Row): boolean
  /** Only rows with one of these values in a column of text, a lookup, or their id can match. */
  readonly only?: Only
}

export interface Only {
  readonly column: string
  readonly isId: boolean
  readonly values: readonly Value[]
}

/** A column a condition is about, in the row itself or in one it refers to. */
interface Operand {
  readonly column: ColumnDefinition
  readonly isOwn: boolean
  read(row: Row): Value | undefined
}

/**
 * `$filter`: comparisons, `and`, `or`, `not`, parentheses, `contains`, `startswith`, `endswith`, `in`, `any`, `all`,
 * `Microsoft.Dynamics.CRM.In`, and columns of a row one lookup away (`parentaccountid/name eq 'x'`).
 */
export function parseFilter(environment: Environment, table: TableDefinition, text: string): Filter {
  return new Parser(environment, table, new FilterTokens(text)).whole()
}

class Parser {
  readonly #environment: Environment
  readonly #table: TableDefinition
  readonly #tokens: FilterTokens
  /** What a row goes by within `any` and `all`. */
  readonly #variable: string | undefined

  constructor(environment: Environment, table: TableDefinition, tokens: FilterTokens, variable?: string) {
    this.#environment = environment
    this.#table = table
    this.#tokens = tokens
    this.#variable = variable
  }

  whole(): Filter {
    const filter = this.#or()
    if (!this.#tokens.isAtEnd) throw this.#tokens.error()
    return filter
  }

  #or(): Filter {
    const first = this.#and()
    const parts = [first]
    while (this.#tokens.takes('or')) parts.push(this.#and())
    return parts.length === 1 ? first : { holds: (row) => parts.some((part) => part.holds(row)) }
  }

  #and(): Filter {
    const parts = [this.#not()]
    while (this.#tokens.takes('and')) parts.push(this.#not())
    const { only } = parts.find((part) => part.only !== undefined) ?? {}
    return { holds: (row) => parts.every((part) => part.holds(row)), ...(only === undefined ? {} : { only }) }
  }

  #not(): Filter {
    if (this.#tokens.takes('not')) {
      const filter = this.#not()
      return { holds: (row) => !filter.holds(row) }
    }
    if (!this.#tokens.takes('(')) return this.#comparison()
    const filter = this.#or()
    this.#tokens.expect(')')
    return filter
  }

  #comparison(): Filter {
    const name = this.#tokens.next()
    if (name in textFunctions) return this.#textFunction(name)
    if (name === 'Microsoft.Dynamics.CRM.In') return this.#crmIn()
    const [, collection, quantifier] = /^(\w+)\/(any|all)$/.exec(name) ?? []
    if (collection !== undefined) return this.#lambda(collection, quantifier === 'any')
    if (/^Microsoft\.Dynamics\.CRM\./.test(name)) throw notSupported(`${name} in a $filter`)
    const operand = this.#operand(name)
    const operator = this.#tokens.next()
    if (operator === 'in') return isOneOf(operand, this.#list('(', ')'))
    const { kind, holds } = operators[operator] ?? fail(badUrl(`Syntax error: '${operator}' is no operator of a $filter.`))
    const literal = this.#tokens.next()
    if (literal === 'null') return { holds: (row) => (operand.read(row) === undefined) === (operator === 'eq') }
    const wanted = typed(operand.column, literal, kind)
    const only = operator === 'eq' ? onlyOf(operand, [wanted]) : undefined
    return {
      holds(row) {
        const value = operand.read(row)
        // What is empty differs from everything and is neither greater nor less.
        return value === undefined ? operator === 'ne' : holds(compareValues(operand.column, value, wanted))
      },
      ...(only === undefined ? {} : { only }),
    }
  }

  #textFunction(name: string): Filter {
    this.#tokens.expect('(')
    const { read } = this.#operand(this.#tokens.next())
    this.#tokens.expect(',')
    const part = unquoted(this.#tokens.next())?.toLowerCase()
    this.#tokens.expect(')')
    if (part === undefined)
      throw badUrl(`No function signature for the function with name '${name}' matches the specified arguments.`)
    return { holds: (row) => textFunctions[name]?.(String(read(row) ?? '').toLowerCase(), part) ?? false }
  }

  /** `Microsoft.Dynamics.CRM.In(PropertyName='a',PropertyValues=['1','2'])`; all values stand in quotes. */
  #crmIn(): Filter {
    this.#tokens.expect('(')
    this.#tokens.expect('PropertyName=')
    const operand = this.#operand(unquoted(this.#tokens.next()) ?? '')
    this.#tokens.expect(',')
    this.#tokens.expect('PropertyValues=')
    const isText = edmTypeOf(operand.column) === 'Edm.String'
    const literals = this.#list('[', ']').map((literal) => (isText ? literal : (unquoted(literal) ?? literal)))
    this.#tokens.expect(')')
    return isOneOf(operand, literals)
  }

  /** `contact_customer_accounts/any(c:c/lastname eq 'x')`; `any()` alone asks whether there are rows at all. */
  #lambda(name: string, isAny: boolean): Filter {
    const collection = collectionOf(this.#environment, this.#table, name)
    if (collection === undefined) throw noSuchProperty(name, this.#table)
    const rowsFor = (row: Row) => rowsIn(this.#environment, collection, { table: this.#table.name, id: row.id })
    this.#tokens.expect('(')
    if (isAny && this.#tokens.takes(')')) return { holds: (row) => rowsFor(row).length > 0 }
    const variable = this.#tokens.nextVariable()
    const { holds } = new Parser(this.#environment, collection.table, this.#tokens, variable).#or()
    this.#tokens.expect(')')
    return { holds: (row) => (isAny ? rowsFor(row).some(holds) : rowsFor(row).every(holds)) }
  }

  #list(open: string, close: string): string[] {
    this.#tokens.expect(open)
    const literals: string[] = []
    do literals.push(this.#tokens.next())
    while (this.#tokens.takes(','))
    this.#tokens.expect(close)
    return literals
  }

  #operand(path: string): Operand {
    const prefix = this.#variable === undefined ? '' : `${this.#variable}/`
    if (!path.startsWith(prefix)) throw badUrl(`Could not find '${path}' in the context of '${this.#variable}'.`)
    const property = path.slice(prefix.length)
    const [navigation, inner] = property.split('/')
    if (inner === undefined) {
      const column = columnOfProperty(this.#table, property)
      return { column, isOwn: true, read: (row) => columnValue(this.#table, row, column) }
    }
    const lookup = lookupOf(this.#table, navigation ?? '')
    const other = this.#environment.table(lookup?.target.table ?? '')
    if (lookup === undefined || other === undefined) throw noSuchProperty(navigation ?? '', this.#table)
    const column = columnOfProperty(other, inner)
    return { column, isOwn: false, read: (row) => this.#beyond(row.values[lookup.column.name], other, column) }
  }

  #beyond(link: Value | undefined, table: TableDefinition, column: ColumnDefinition): Value | undefined {
    if (!isLink(link) || link.table !== table.name) return undefined
    const row = this.#environment.find(link.table, link.id)
    return row === undefined ? undefined : columnValue(table, row, column)
  }
}

const textFunctions: Record<string, (text: string, part: string) => boolean> = {
  contains: (text, part) => text.includes(part),
  startswith: (text, part) => text.startsWith(part),
  endswith: (text, part) => text.endsWith(part),
}

/** `kind`: what the OData library calls it. `holds`: by the sign of the difference. */
const operators: Record<string, { readonly kind: string; holds(difference: number): boolean }> = {
  eq: { kind: 'Equal', holds: (difference) => difference === 0 },
  ne: { kind: 'NotEqual', holds: (difference) => difference !== 0 },
  gt: { kind: 'GreaterThan', holds: (difference) => difference > 0 },
  ge: { kind: 'GreaterThanOrEqual', holds: (difference) => difference >= 0 },
  lt: { kind: 'LessThan', holds: (difference) => difference < 0 },
  le: { kind: 'LessThanOrEqual', holds: (difference) => difference <= 0 },
}

function isOneOf(operand: Operand, literals: readonly string[]): Filter {
  const { column, read } = operand
  const wanted = literals.map((literal) => typed(column, literal, 'Equal'))
  const only = onlyOf(operand, wanted)
  return {
    holds(row) {
      const value = read(row)
      return value !== undefined && wanted.some((one) => compareValues(column, value, one) === 0)
    },
    ...(only === undefined ? {} : { only }),
  }
}

/** What an index can answer without looking at every row. */
function onlyOf({ column, isOwn }: Operand, values: readonly Value[]): Only | undefined {
  const isId = column.type === 'id'
  return isOwn && (isId || ['text', 'lookup'].includes(column.type)) ? { column: column.name, isId, values } : undefined
}

function typed(column: ColumnDefinition, literal: string, kind: string): Value {
  const value = literalOf(column, literal)
  if (value !== undefined) return value
  throw badUrl(
    `A binary operator with incompatible types was detected. Found operand types '${edmTypeOf(column)}' and '${edmTypeOfLiteral(literal)}' for operator kind '${kind}'.`,
  )
}

function fail(error: Error): never {
  throw error
}
