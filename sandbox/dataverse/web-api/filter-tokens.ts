import { badUrl } from './problem.ts'

/** The words of a `$filter`, one after the other. */
export class FilterTokens {
  readonly #text: string
  readonly #tokens: string[]
  #at = 0

  constructor(text: string) {
    this.#text = text
    this.#tokens = tokensOf(text)
  }

  get isAtEnd(): boolean {
    return this.#at === this.#tokens.length
  }

  /** Steps over the word if it is the next one. */
  takes(word: string): boolean {
    if (this.#tokens[this.#at] !== word) return false
    this.#at++
    return true
  }

  next(): string {
    const found = this.#tokens[this.#at]
    if (found === undefined) throw syntaxError(this.#text)
    this.#at++
    return found
  }

  /** Steps over a name and the colon behind it (`c:` of `c:c/lastname`); gives the name. */
  nextVariable(): string {
    const [found, name = '', rest = ''] = /^(\w+):(.*)$/s.exec(this.#tokens[this.#at] ?? '') ?? []
    if (found === undefined) throw this.error()
    if (rest === '') this.#at++
    else this.#tokens[this.#at] = rest
    return name
  }

  expect(word: string): void {
    if (!this.takes(word)) throw this.error()
  }

  error(): Error {
    return syntaxError(this.#tokens.slice(this.#at).join(' ') || this.#text)
  }
}

const token = /\s*('(?:[^']|'')*'|[(),[\]]|[^\s(),[\]']+)/gy

function tokensOf(text: string): string[] {
  const trimmed = text.trimEnd()
  const tokens: string[] = []
  token.lastIndex = 0
  while (token.lastIndex < trimmed.length) {
    const at = token.lastIndex
    const found = token.exec(trimmed)
    if (found === null) throw syntaxError(trimmed.slice(at))
    tokens.push(found[1] ?? '')
  }
  return tokens
}

function syntaxError(near: string): Error {
  return badUrl(`Syntax error near '${near}' in the $filter.`)
}
