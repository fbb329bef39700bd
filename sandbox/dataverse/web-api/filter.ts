import type { ColumnDefinition, TableDefinition } from '../definition.ts'
import type { Environment } from '../environment.ts'
import { isLink, type Row, type Value } from '../row.ts'
import { badUrl } from './problem.ts'
import { columnOfProperty, columnValue } from './shown.ts'
import { valueFromLiteral } from './values.ts'

type Test = (row: Row) => boolean

/**
 * `$filter`: comparisons, `and`, `or`, `not`, parentheses, `contains`, `startswith`, `endswith`, `in`,
 * `Microsoft.Dynamics.CRM.In`, and columns of a row one lookup away (`parentaccountid/name eq 'x'`).
 */
export function parseFilter(environment: Environment, table: TableDefinition, text: string): Test {
  const parser = new Parser(environment, table, tokensOf(text))
  return parser.whole()
}

const token = /\s*('(?:[^']|'')*'|[(),[\]]|[^\s(),[\]']+)/gy

function tokensOf(text: string): string[] {
  const tokens: string[] = []
  token.lastIndex = 0
  while (token.lastIndex < text.trimEnd().length) {
    const found = token.exec(text)
    if (found === null) throw syntaxError(text)
    tokens.push(found[1] ?? '')
  }
  return tokens
}

class Parser {
  readonly #environment: Environment
  readonly #table: TableDefinition
  readonly #tokens: string[]
  #at = 0

  constructor(environment: Environment, table: TableDefinition, tokens: string[]) {
    this.#environment = environment
    this.#table = table
    this.#tokens = tokens
  }

  whole(): Test {
    const test = this.#or()
    if (this.#at < this.#tokens.length) throw syntaxError(this.#tokens.join(' '))
    return test
  }

  #or(): Test {
    const parts = [this.#and()]
    while (this.#takes('or')) parts.push(this.#and())
    return (row) => parts.some((part) => part(row))
  }

  #and(): Test {
    const parts = [this.#not()]
    while (this.#takes('and')) parts.push(this.#not())
    return (row) => parts.every((part) => part(row))
  }

  #not(): Test {
    if (this.#takes('not')) {
      const test = this.#not()
      return (row) => !test(row)
    }
    if (!this.#takes('(')) return this.#comparison()
    const test = this.#or()
    this.#expect(')')
    return test
  }

  #comparison(): Test {
    const name = this.#next()
    if (name in textFunctions) return this.#textFunction(name)
    if (name === 'Microsoft.Dynamics.CRM.In') return this.#crmIn()
    const read = this.#reader(name)
    const operator = this.#next()
    if (operator === 'in') return isOneOf(read, this.#list('(', ')'))
    const compare = operators[operator]
    if (compare === undefined) throw syntaxError(operator)
    const literal = this.#next()
    if (literal === 'null') return (row) => (read(row) === undefined) === (operator === 'eq')
    const wanted = valueFromLiteral(literal)
    return (row) => compare(difference(read(row), wanted))
  }

  #textFunction(name: string): Test {
    this.#expect('(')
    const read = this.#reader(this.#next())
    this.#expect(',')
    const part = String(valueFromLiteral(this.#next())).toLowerCase()
    this.#expect(')')
    return (row) => textFunctions[name]?.(String(read(row) ?? '').toLowerCase(), part) ?? false
  }

  /** `Microsoft.Dynamics.CRM.In(PropertyName='a',PropertyValues=['1','2'])` */
  #crmIn(): Test {
    this.#expect('(')
    this.#expect('PropertyName=')
    const read = this.#reader(String(valueFromLiteral(this.#next())))
    this.#expect(',')
    this.#expect('PropertyValues=')
    const values = this.#list('[', ']')
    this.#expect(')')
    return isOneOf(read, values)
  }

  #list(open: string, close: string): Value[] {
    this.#expect(open)
    const values: Value[] = []
    do values.push(valueFromLiteral(this.#next()))
    while (this.#takes(','))
    this.#expect(close)
    return values
  }

  #reader(property: string): (row: Row) => Value | undefined {
    const [navigation, inner] = property.includes('/') ? property.split('/') : [undefined, property]
    if (navigation === undefined) {
      const column = columnOfProperty(this.#table, property)
      return (row) => columnValue(this.#table, row, column)
    }
    const column = [...this.#table.columns.values()].find(({ targets }) =>
      targets.some((target) => target.navigation === navigation),
    )
    if (column === undefined) throw syntaxError(property)
    return (row) => this.#beyond(column, row, inner ?? '')
  }

  #beyond(column: ColumnDefinition, row: Row, property: string): Value | undefined {
    const link = row.values[column.name]
    if (!isLink(link)) return undefined
    const table = this.#environment.table(link.table)
    const other = this.#environment.find(link.table, link.id)
    return table === undefined || other === undefined ? undefined : columnValue(table, other, columnOfProperty(table, property))
  }

  #takes(word: string): boolean {
    if (this.#tokens[this.#at] !== word) return false
    this.#at++
    return true
  }

  #next(): string {
    const found = this.#tokens[this.#at++]
    if (found === undefined) throw syntaxError(this.#tokens.join(' '))
    return found
  }

  #expect(word: string): void {
    const found = this.#next()
    if (found !== word) throw syntaxError(found)
  }
}

const textFunctions: Record<string, (text: string, part: string) => boolean> = {
  contains: (text, part) => text.includes(part),
  startswith: (text, part) => text.startsWith(part),
  endswith: (text, part) => text.endsWith(part),
}

/** By the sign of the difference; nothing differs from everything and is neither greater nor less. */
const operators: Record<string, (difference: number) => boolean> = {
  eq: (difference) => difference === 0,
  ne: (difference) => difference !== 0,
  gt: (difference) => difference > 0,
  ge: (difference) => difference >= 0,
  lt: (difference) => difference < 0,
  le: (difference) => difference <= 0,
}

function isOneOf(read: (row: Row) => Value | undefined, values: readonly Value[]): Test {
  return (row) => values.some((value) => difference(read(row), value) === 0)
}

/** Text is compared without regard to case; decimals are text that means a number. */
function difference(value: Value | undefined, wanted: Value): number {
  if (value === undefined) return Number.NaN
  const plain = isLink(value) ? value.id : value
  if (typeof wanted === 'number' && (typeof plain === 'number' || /^-?[\d.]+$/.test(String(plain)))) return Number(plain) - wanted
  const [left, right] = [String(plain).toLowerCase(), String(isLink(wanted) ? wanted.id : wanted).toLowerCase()]
  return left < right ? -1 : left > right ? 1 : 0
}

function syntaxError(near: string): Error {
  return badUrl(`Syntax error in the $filter near '${near}'.`)
}
