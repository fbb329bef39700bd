import type { TableDefinition } from '../definition.ts'
import type { Environment } from '../environment.ts'
import type { Row } from '../row.ts'
import { collectionOf, rowsIn } from './collections.ts'
import {
  comparesColumns,
  comparesLiteral,
  comparesNull,
  type Filter,
  incompatible,
  isOneOf,
  onlyOf,
  operators,
} from './comparison.ts'
import { edmTypeOf } from './edm.ts'
import { edmTypeOfLiteral } from './edm-of-literal.ts'
import { noAttribute } from './fetch/problems.ts'
import { FilterTokens } from './filter-tokens.ts'
import { literalOf, unquoted } from './literal.ts'
import { type Operand, operandOf } from './operand.ts'
import { own } from './own.ts'
import { badUrl, noSuchProperty } from './problem.ts'
import { queryFunction } from './query-functions.ts'
import { propertyOf } from './shown.ts'
import { textPattern } from './text-pattern.ts'

/**
 * `$filter`: comparisons, `and`, `or`, `not`, parentheses, `contains`, `startswith`, `endswith`, `in`, `any`, `all`,
 * other columns of the row, query functions (`query-functions.ts`), and columns of rows that lookups lead to
 * (`parentaccountid/name eq 'x'`).
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
    if (isTextFunction(name)) return this.#textFunction(name)
    const [, collection, quantifier] = /^(\w+)\/(any|all)$/.exec(name) ?? []
    if (collection !== undefined) return this.#lambda(collection, quantifier === 'any')
    const [, crmFunction] = /^Microsoft\.Dynamics\.CRM\.(\w+)$/.exec(name) ?? []
    if (crmFunction !== undefined) return this.#crmFunction(crmFunction)
    if (this.#tokens.ahead === '(' && /^\w+$/.test(name)) throw unknownFunction(name)
    if (name === 'null' || edmTypeOfLiteral(name) !== undefined) return this.#literalFirst(name)
    const operand = this.#operand(name)
    if (this.#tokens.takes('in')) return isOneOf(operand, this.#list('(', ')'))
    const operator = this.#operator()
    if (this.#tokens.takes('null')) return comparesNull(operand, operator)
    if (!this.#tokens.isPathAhead) return comparesLiteral(operand, operator, this.#tokens.nextLiteral())
    const other = this.#operand(this.#tokens.next())
    if (!other.isOwn) throw badUrl('A column is compared with a value, or with a column of the same row.')
    return comparesColumns(operand, other, operator.holds)
  }

  /** `true eq creditonhold`, `null ne name` */
  #literalFirst(literal: string): Filter {
    const operator = this.#operator()
    if (!this.#tokens.isPathAhead) throw this.#tokens.error()
    const operand = this.#operand(this.#tokens.next())
    return literal === 'null' ? comparesNull(operand, operator) : comparesLiteral(operand, operator, literal, true)
  }

  #operator(): (typeof operators)[string] {
    return own(operators, this.#tokens.next()) ?? fail(this.#tokens.error(1))
  }

  #textFunction(name: TextFunction): Filter {
    this.#tokens.expect('(')
    const { read } = this.#operand(this.#tokens.next())
    this.#tokens.expect(',')
    const part = unquoted(this.#tokens.next())
    this.#tokens.expect(')')
    if (part === undefined)
      throw badUrl(`No function signature for the function with name '${name}' matches the specified arguments.`)
    const matches = textPattern(name, part)
    const wanted = this.#tokens.takes('eq') ? this.#tokens.next() : 'true'
    if (wanted !== 'true' && wanted !== 'false') throw this.#tokens.error(1)
    return { holds: (row) => matches(String(read(row) ?? '')) === (wanted === 'true') }
  }

  /** `Microsoft.Dynamics.CRM.In(PropertyName='a',PropertyValues=['1','2'])`; all values stand in quotes. */
  #crmFunction(name: string): Filter {
    const given = this.#namedArguments()
    const [property = ''] = given.get('PropertyName') ?? []
    const operand = this.#columnByName(property)
    const type = edmTypeOf(operand.column)
    const read = (text: string) =>
      literalOf(operand.column, type === 'Edm.String' ? `'${text.replaceAll("'", "''")}'` : text) ??
      fail(incompatible([type, 'Edm.String'], 'Equal'))
    const values = [...given].flatMap(([argument, found]) => (argument.startsWith('PropertyValue') ? found : []))
    const holds = queryFunction(name, { column: operand.column, values, read })
    const only = name === 'In' ? onlyOf(operand, values.map(read)) : undefined
    return { holds: (row) => holds(operand.read(row)), ...(only === undefined ? {} : { only }) }
  }

  /** `(PropertyName='a',PropertyValues=['1','2'])`, in any order: each with its values, without quotes. */
  #namedArguments(): Map<string, string[]> {
    const given = new Map<string, string[]>()
    this.#tokens.expect('(')
    do {
      const [, name = '', bare = ''] = /^(\w+)=(.*)$/.exec(this.#tokens.next()) ?? fail(this.#tokens.error(1))
      const literals = bare !== '' ? [bare] : this.#tokens.ahead === '[' ? this.#list('[', ']') : [this.#tokens.next()]
      given.set(
        name,
        literals.map((literal) => unquoted(literal) ?? literal),
      )
    } while (this.#tokens.takes(','))
    this.#tokens.expect(')')
    return given
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
    do literals.push(this.#tokens.nextLiteral())
    while (this.#tokens.takes(','))
    this.#tokens.expect(close)
    return literals
  }

  /** A function takes a column's own name, of a lookup too, and no `_…_value` (recorded from the real service). */
  #columnByName(name: string): Operand {
    const column = this.#table.columns.get(name)
    if (column === undefined) throw noAttribute(name, this.#table)
    return this.#operand(this.#inScope(propertyOf(column)))
  }

  /** The path of a column of the row itself. */
  #inScope(property: string): string {
    return this.#variable === undefined ? property : `${this.#variable}/${property}`
  }

  #operand(path: string): Operand {
    const prefix = this.#inScope('')
    if (!path.startsWith(prefix)) throw badUrl(`Could not find '${path}' in the context of '${this.#variable}'.`)
    return operandOf(this.#environment, this.#table, path.slice(prefix.length))
  }
}

type TextFunction = Exclude<Parameters<typeof textPattern>[0], 'like'>

function isTextFunction(name: string): name is TextFunction {
  return name === 'contains' || name === 'startswith' || name === 'endswith'
}

function unknownFunction(name: string): Error {
  return badUrl(
    `An unknown function with name '${name}' was found. This may also be a function import or a key lookup on a navigation property, which is not allowed.`,
  )
}

function fail(error: Error): never {
  throw error
}
