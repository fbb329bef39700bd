export interface Place {
  /** Characters from the packet's start. */
  readonly at: number
  readonly line: number
  readonly column: number
}

/** The stretch of a packet's text that may still be needed. Everything is addressed by its distance from the packet's start. */
export class HeldText {
  #text = ''
  #from: Place = { at: 0, line: 1, column: 1 }

  get length(): number {
    return this.#text.length
  }

  get from(): number {
    return this.#from.at
  }

  append(text: string) {
    this.#text += text
  }

  slice(from: number, to = Number.POSITIVE_INFINITY): string {
    return this.#text.slice(from - this.#from.at, to - this.#from.at)
  }

  letGoBefore(place: Place) {
    this.#text = this.slice(place.at)
    this.#from = place
  }

  /** Where `what` last stands before a point. */
  last(what: string, before: number): number {
    return this.#from.at + this.#text.lastIndexOf(what, before - this.#from.at - 1)
  }

  placeOf(at: number): Place {
    const lines = this.#text.slice(0, at - this.#from.at).split(/\r\n|\r|\n/)
    const column = (lines.at(-1) ?? '').length + (lines.length === 1 ? this.#from.column : 1)
    return { at, line: this.#from.line + lines.length - 1, column }
  }

  /** The first & that begins no reference; in CDATA and comments it is a character like any other. */
  bareAmpersand(before: number): Place | undefined {
    const text = this.slice(this.#from.at, before)
    const found = /<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<!--[\s\S]*?(?:-->|$)|(&(?!#?[\w:.-]+;))/g
    for (const match of text.matchAll(found)) if (match[1]) return this.placeOf(this.#from.at + match.index)
    return undefined
  }
}
