/**
 * What plain documents have in common: elements with their attributes and text, nothing else XML knows (comments, CDATA, processing
 * instructions, entities of their own). They are read in one pass, several times as fast as by a parser of all XML; whatever is not
 * plain, or is wrong, is left to such a parser.
 */
export function notPlain(): never {
  throw somethingElse
}

const somethingElse = new Error('The document is not plain')

/** Where the first element may begin. */
export function startOfElements(text: string): number {
  if (unusual.test(text)) notPlain()
  return text.startsWith('<?xml') ? (declaration.exec(text)?.[0].length ?? notPlain()) : 0
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: XML holds no control characters
const unusual = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\r(?!\n)|\]\]>/
const declaration = /^<\?xml version="1\.0"(?: encoding="[A-Za-z][\w.-]*")?(?: standalone="(?:yes|no)")? ?\?>/

/** Whether nothing but blanks stands there. */
export function isBlank(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (text.charCodeAt(at) > 0x20) return false
  return true
}

/** Text with its references resolved (XML 1.0, sections 2.11, 4.1 and 4.6). */
export function plainValue(text: string): string {
  const value = text.includes('\r') ? text.replaceAll('\r\n', '\n') : text
  return value.includes('&') ? value.replace(/&([^;]*;?)/g, (_, reference) => characterOf(reference)) : value
}

function characterOf(reference: string): string {
  const known = entities.get(reference)
  if (known !== undefined) return known
  const [, decimal, hex] = /^#(?:(\d{2,5})|x([\da-fA-F]{2,4}));$/.exec(reference) ?? []
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
  return code >= 0x20 && code < 0xd800 ? String.fromCharCode(code) : notPlain()
}

const entities = new Map([
  ['lt;', '<'],
  ['gt;', '>'],
  ['amp;', '&'],
  ['quot;', '"'],
  ['apos;', "'"],
])

/** Counts lines from 1 on the way through a text. */
export class Lines {
  readonly #text: string
  #line = 1
  #end: number

  constructor(text: string) {
    this.#text = text
    this.#end = this.#endAfter(0)
  }

  /** Of a place that is not before the one asked for last. */
  at(place: number): number {
    for (; this.#end < place; this.#end = this.#endAfter(this.#end + 1)) this.#line++
    return this.#line
  }

  #endAfter(from: number): number {
    const at = this.#text.indexOf('\n', from)
    return at === -1 ? Number.POSITIVE_INFINITY : at
  }
}
