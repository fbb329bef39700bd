import { edmTypeOfLiteral } from './edm-of-literal.ts'
import { badUrl } from './problem.ts'

/** The words of a `$filter`, one after the other. */
export class FilterTokens {
  readonly #text: string
  readonly #tokens: Token[]
  #at = 0

  constructor(text: string) {
    this.#text = text
    this.#tokens = tokensOf(text)
  }

  get isAtEnd(): boolean {
    return this.#at === this.#tokens.length
  }

  /** The next word; nothing at the end. */
  get ahead(): string | undefined {
    return this.#tokens[this.#at]?.word
  }

  /** Steps over the word if it is the next one. */
  takes(word: string): boolean {
    if (this.ahead !== word) return false
    this.#at++
    return true
  }

  next(): string {
    const found = this.ahead
    if (found === undefined) throw this.error()
    this.#at++
    return found
  }

  /** The next word is the path of a column, or a name at least, and no literal. */
  get isPathAhead(): boolean {
    const { ahead = '' } = this
    return /^[A-Za-z_][\w/]*$/.test(ahead) && edmTypeOfLiteral(ahead) === undefined && this.#typedText === undefined
  }

  /** Steps over a literal. @throws {Problem} it is none; its type stands before it, as in OData 3 (`guid'…'`) */
  nextLiteral(): string {
    const { word = '', at = 0 } = this.#tokens[this.#at] ?? {}
    const text = this.#typedText
    if (text !== undefined) throw badUrl(`Unrecognized 'Edm.String' literal '${word}${text}' at '${at}' in '${this.#text}'.`)
    if (edmTypeOfLiteral(word) === undefined) throw this.error()
    return this.next()
  }

  /** Steps over a name and the colon behind it (`c:` of `c:c/lastname`); gives the name. */
  nextVariable(): string {
    const [found, name = '', rest = ''] = /^(\w+):(.*)$/s.exec(this.ahead ?? '') ?? []
    if (found === undefined) throw this.error()
    if (rest === '') this.#at++
    else this.#tokens[this.#at] = { word: rest, at: (this.#tokens[this.#at]?.at ?? 0) + name.length + 1 }
    return name
  }

  expect(word: string): void {
    if (!this.takes(word)) throw this.error()
  }

  /** The text that stands right behind the next word. */
  get #typedText(): string | undefined {
    const [name, text] = [this.#tokens[this.#at], this.#tokens[this.#at + 1]]
    if (name === undefined || text?.at !== name.at + name.word.length || !text.word.startsWith("'")) return undefined
    return /^\w+$/.test(name.word) ? text.word : undefined
  }

  /** About the next word, or one that was stepped over already. */
  error(stepsBack = 0): Error {
    const at = this.#tokens[this.#at - stepsBack]?.at ?? this.#text.length
    return badUrl(`Syntax error at position ${at} in '${this.#text}'.`)
  }
}

const token = /\s*('(?:[^']|'')*'|"(?:[^"\\]|\\.)*"|[(),[\]]|[^\s(),[\]'"]+)/gy

interface Token {
  readonly word: string
  readonly at: number
}

function tokensOf(text: string): Token[] {
  const trimmed = text.trimEnd()
  const tokens: Token[] = []
  token.lastIndex = 0
  while (token.lastIndex < trimmed.length) {
    const found = token.exec(trimmed)
    // Only a quote that is not closed is no word.
    if (found === null) throw badUrl(`There is an unterminated literal at position ${text.length} in '${text}'.`)
    const [, word = ''] = found
    tokens.push({ word: word.startsWith('"') ? singleQuoted(word) : word, at: token.lastIndex - word.length })
  }
  return tokens
}

/** Within lists texts may stand in double quotes, as in JSON. */
function singleQuoted(word: string): string {
  return `'${word.slice(1, -1).replace(/\\(.)/g, '$1').replaceAll("'", "''")}'`
}
