import { SaxesParser, type SaxesTagPlain } from 'saxes'
import type { Document } from '../message/document.ts'
import { Rejected } from '../message/errors.ts'
import { requiredFields } from './control-record.ts'
import { type Decoder, type Encoding, encodingOf } from './encoding.ts'
import { HeldText, type Place } from './held-text.ts'
import { IdocTree } from './idoc-tree.ts'
import { PayloadTooLarge } from './payload-too-large.ts'
import { localName, sapName } from './segment-name.ts'

/** One IDoc out of a packet: what it says, and bytes that say it alone. */
export interface ParsedIdoc {
  readonly document: Document
  /** What was received when the packet held one IDoc; else this IDoc's bytes in the packet's own root element. */
  readonly payload: Uint8Array
}

export interface PacketOptions {
  readonly contentType: string
  readonly maxIdocBytes: number
}

const maxDepth = 64
const maxAttributes = 64

/**
 * Reads a packet of IDoc XML piece by piece and gives each IDoc once the next has begun, or the packet has ended.
 * Holds the text of one IDoc and what stands before the first; the root element's name is never looked at.
 * Every error is a `Rejected` with line and column; after one the reader is of no more use.
 */
export class PacketReader {
  readonly #options: PacketOptions
  readonly #xml = new SaxesParser({ xmlns: false })
  #encoding: Encoding | undefined
  #decoder: Decoder | undefined
  #start: Uint8Array = new Uint8Array()

  readonly #held = new HeldText()
  #tagStart = { line: 1, column: 1 }
  #attributes = 0

  readonly #open: string[] = []
  #tree: IdocTree | undefined
  #idoc: Place & { depth: number } = { depth: 0, at: 0, line: 1, column: 1 }
  #head: string | undefined
  #firstLine: number | undefined
  /** Of the packet that are not in this IDoc's payload: a segment's line is that of the payload, which is what people see later. */
  #linesBefore = 0
  #waiting: { document: Document; own: string } | undefined
  #done: ParsedIdoc[] = []

  constructor(options: PacketOptions) {
    this.#options = options
    // With no error handler the parser throws at the first error.
    this.#xml.on('opentagstart', (tag) => this.#tagStarts(tag.name))
    this.#xml.on('attribute', () => this.#attributeRead())
    this.#xml.on('opentag', (tag) => this.#tagOpens(tag))
    this.#xml.on('closetag', (tag) => this.#tagCloses(tag))
    this.#xml.on('text', (text) => this.#tree?.text(text))
    this.#xml.on('cdata', (text) => this.#tree?.text(text))
    this.#xml.on('doctype', () => this.#refuseDoctype())
  }

  /** The IDocs these bytes complete. */
  write(bytes: Uint8Array): ParsedIdoc[] {
    if (this.#encoding) this.#parse(this.#decode(bytes, true))
    else {
      this.#start = Buffer.concat([this.#start, bytes])
      if (isEnoughToTell(this.#start)) this.#begin(true)
    }
    return this.#take()
  }

  /** The last IDoc. @throws {Rejected} there was none */
  end(): ParsedIdoc[] {
    if (this.#encoding) this.#parse(this.#decode(new Uint8Array(), false))
    else this.#begin(false)
    if (this.#head === undefined && this.#open.length === 0 && /^[ \t\r\n]*$/.test(this.#held.slice(0))) {
      throw new Rejected('The packet is empty (line 1, column 1); it must hold at least one IDoc.')
    }
    this.#wellFormed(() => this.#xml.close())
    if (!this.#waiting) {
      throw new Rejected('The packet has no element IDOC between line 1, column 1 and its end; it must hold at least one IDoc.')
    }
    this.#complete(this.#held.slice(this.#held.from))
    return this.#take()
  }

  #take(): ParsedIdoc[] {
    const done = this.#done
    this.#done = []
    return done
  }

  #begin(more: boolean) {
    this.#encoding = encodingOf(this.#start, this.#options.contentType)
    this.#decoder = this.#encoding.decoder()
    this.#parse(this.#decode(this.#start.subarray(this.#encoding.mark.length), more))
  }

  #decode(bytes: Uint8Array, stream: boolean): string {
    try {
      return (this.#decoder as Decoder).decode(bytes, { stream })
    } catch (cause) {
      const { name, startOf } = this.#encoding as Encoding
      this.#parse(startOf(bytes))
      throw new Rejected(
        `The packet holds bytes that are not ${name} after ${this.#place()}; declare the encoding it really has, or send UTF-8.`,
        { cause },
      )
    }
  }

  #parse(text: string) {
    if (text === '') return
    this.#held.append(text)
    this.#wellFormed(() => this.#xml.write(text))
    this.#letGo()
  }

  #wellFormed(parse: () => void) {
    try {
      parse()
    } catch (cause) {
      if (cause instanceof Rejected) throw cause
      const reason = (cause as Error).message.replace(/^\d+:\d+: /, '').replace(/\.$/, '')
      // The parser notices a bare ampersand only at the next semicolon, which may be pages away.
      const ampersand = this.#held.bareAmpersand(this.#xml.position)
      const [place, what] = ampersand ? [spoken(ampersand), 'an & must be written &amp;'] : [this.#place(), reason]
      throw new Rejected(`The packet is not well-formed XML at ${place}: ${what}.`, { cause })
    }
  }

  #tagStarts(name: string) {
    const line = this.#xml.column === 0 ? this.#xml.line - 1 : this.#xml.line
    this.#tagStart = { line, column: Math.max(1, this.#xml.column - name.length - 1) }
    this.#attributes = 0
    if (this.#open.length >= maxDepth) this.#refuse(`Elements are nested deeper than ${maxDepth} levels`)
  }

  #attributeRead() {
    if (++this.#attributes > maxAttributes) this.#refuse(`An element has more than ${maxAttributes} attributes`)
  }

  #tagOpens(tag: SaxesTagPlain) {
    if (localName(tag.name) === 'IDOC') this.#idocOpens()
    else this.#tree?.open(sapName(tag.name), tag.attributes.SEGMENT !== undefined, this.#tagStart.line - this.#linesBefore)
    this.#open.push(tag.name)
  }

  #idocOpens() {
    const at = this.#held.last('<', this.#xml.position)
    // A root element may have any name, IDOC too.
    if (this.#tree?.isEmpty && this.#head !== undefined && !this.#waiting) this.#head += this.#held.slice(this.#idoc.at, at)
    else if (this.#tree && !this.#tree.isEmpty) this.#refuse('An element IDOC stands inside of an IDoc')
    this.#head ??= this.#held.slice(0, at)
    this.#firstLine ??= this.#tagStart.line
    this.#linesBefore = this.#tagStart.line - this.#firstLine
    if (this.#waiting) this.#complete(this.#synthesisedTail())
    this.#idoc = { ...this.#tagStart, at, depth: this.#open.length }
    this.#tree = new IdocTree((reason) => this.#refuse(reason))
  }

  #tagCloses(tag: SaxesTagPlain) {
    this.#open.pop()
    if (!this.#tree) return
    if (this.#open.length > this.#idoc.depth) this.#tree.close()
    else if (tag.isSelfClosing || this.#isClosedBy(tag.name)) this.#idocCloses(this.#tree)
  }

  /** The parser compares the names only after it has called us. */
  #isClosedBy(name: string): boolean {
    return this.#held.slice(this.#held.last('<', this.#xml.position)).startsWith(`</${name}`)
  }

  #idocCloses(tree: IdocTree) {
    const where = `The IDoc at ${spoken(this.#idoc)}`
    const { header, segments } = tree.finish()
    if (!header) throw new Rejected(`${where} has no control record EDI_DC40, so nobody can tell what it is or who sent it.`)
    const missing = requiredFields.find((field) => !header[field])
    if (missing) throw new Rejected(`${where} has no ${missing} in its control record EDI_DC40; the sender must fill it.`)
    const end = { at: this.#xml.position, line: this.#xml.line, column: this.#xml.column + 1 }
    this.#waiting = { document: { header, segments }, own: this.#held.slice(this.#idoc.at, end.at) }
    this.#tree = undefined
    this.#held.letGoBefore(end)
  }

  #synthesisedTail(): string {
    return this.#open
      .map((name) => `\n</${name}>`)
      .reverse()
      .join('')
  }

  #complete(tail: string) {
    const { mark, encode } = this.#encoding as Encoding
    const { document, own } = this.#waiting as { document: Document; own: string }
    const ownBytes = encode(own)
    if (ownBytes.length > this.#options.maxIdocBytes) this.#tooLarge(`IDoc ${document.header.DOCNUM}`)
    this.#done.push({ document, payload: Buffer.concat([mark, encode(this.#head ?? ''), ownBytes, encode(tail)]) })
    this.#waiting = undefined
  }

  /** What is held is bounded: the packet's head, one IDoc, or what stands after one. */
  #letGo() {
    if (this.#tree) this.#held.letGoBefore(this.#idoc)
    if (this.#held.length <= this.#options.maxIdocBytes) return
    this.#tooLarge(
      this.#tree ? `The IDoc at line ${this.#idoc.line}` : `What stands outside of an IDoc before line ${this.#xml.line}`,
    )
  }

  #tooLarge(what: string): never {
    throw new PayloadTooLarge(
      `${what} is larger than ${this.#options.maxIdocBytes} bytes (maxIdocBytes), read up to ${this.#place()}; split it or raise the limit.`,
    )
  }

  #refuseDoctype() {
    const place = spoken(this.#held.placeOf(this.#held.last('<!DOCTYPE', this.#xml.position)))
    throw new Rejected(`The packet has a document type declaration at ${place}; IDocs have none, and it is refused for safety.`)
  }

  #refuse(reason: string): never {
    throw new Rejected(`${reason} at ${this.#place()}.`)
  }

  #place(): string {
    return spoken({ at: this.#xml.position, line: this.#xml.line, column: Math.max(1, this.#xml.column) })
  }
}

function spoken({ line, column }: Place): string {
  return `line ${line}, column ${column}`
}

/** Enough of the start to know the encoding: no XML declaration, or a whole one. */
function isEnoughToTell(start: Uint8Array): boolean {
  const text = Buffer.from(start.subarray(0, 1024)).toString('latin1')
  return text.length >= 5 && (!text.startsWith('<?xml') || text.includes('?>') || start.length >= 1024)
}
