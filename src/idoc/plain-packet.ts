import { isAscii, isUtf8 } from 'node:buffer'
import type { Document } from '../message/document.ts'
import { requiredFields } from './control-record.ts'
import { type Encoding, encodingOf } from './encoding.ts'
import { IdocTree } from './idoc-tree.ts'
import type { PacketOptions, ParsedIdoc } from './packet-reader.ts'
import { type PlainTag, plainTag } from './plain-tag.ts'

/**
 * The IDocs of a whole packet as SAP writes it: elements with their text, nothing else XML knows (comments, CDATA, prefixes, entities of
 * its own). One pass over the text, several times as fast as a parser of all XML. Gives nothing when it meets anything else, or anything
 * that is wrong: `PacketReader` reads the packet then and says what is wrong. What is given here is what `PacketReader` would give.
 */
export function readPlainPacket(packet: Uint8Array, options: PacketOptions): ParsedIdoc[] | undefined {
  if (packet.length > options.maxIdocBytes) return undefined
  try {
    const encoding = encodingOf(packet, options.contentType)
    return new PlainPacket(packet, encoding, textOf(packet.subarray(encoding.mark.length), encoding)).read()
  } catch {
    return undefined
  }
}

/** @throws {TypeError} bytes of another encoding */
function textOf(bytes: Uint8Array, encoding: Encoding): string {
  if (encoding.name !== 'UTF-8') return encoding.decoder().decode(bytes, { stream: false })
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (isAscii(buffer)) return buffer.toString('latin1')
  return isUtf8(buffer) ? buffer.toString('utf8') : notPlain()
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: XML holds no control characters
const unusual = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\r(?!\n)|\]\]>/
const declaration = /^<\?xml version="1\.0"(?: encoding="[A-Za-z][\w.-]*")?(?: standalone="(?:yes|no)")? ?\?>/
const maxDepth = 60
const slash = 0x2f

interface FoundIdoc {
  readonly document: Document
  readonly from: number
  readonly to: number
}

class PlainPacket {
  readonly #packet: Uint8Array
  readonly #encoding: Encoding
  readonly #text: string
  /** What was not read yet begins here. */
  #at = 0
  /** Of the last tag. */
  #line = 1
  #nextLine: number

  constructor(packet: Uint8Array, encoding: Encoding, text: string) {
    this.#packet = packet
    this.#encoding = encoding
    this.#text = text
    this.#nextLine = this.#lineEnd(0)
  }

  read(): ParsedIdoc[] {
    const text = this.#text
    if (unusual.test(text)) notPlain()
    if (text.startsWith('<?xml')) this.#at = declaration.exec(text)?.[0].length ?? notPlain()
    const root = this.#tag(this.#nextTag())
    if (root.isEmpty || root.name === 'IDOC') notPlain()
    const found: FoundIdoc[] = []
    let firstLine = 0
    for (let at = this.#nextTag(); text.charCodeAt(at + 1) !== slash; at = this.#nextTag()) {
      if (found.length === 0) firstLine = this.#line
      found.push(this.#idoc(at, firstLine))
    }
    this.#close(root)
    if (!isBlank(text, this.#at, text.length) || found.length === 0) notPlain()
    return this.#payloads(found, root)
  }

  #idoc(from: number, firstLine: number): FoundIdoc {
    // A segment's line is that of the payload, which begins with what stands before the first IDoc.
    const linesBefore = this.#line - firstLine
    const idoc = this.#tag(from)
    if (idoc.name !== 'IDOC' || idoc.isEmpty) notPlain()
    const tree = new IdocTree(notPlain)
    const open: PlainTag[] = []
    for (;;) {
      const at = this.#nextTag()
      if (this.#text.charCodeAt(at + 1) !== slash) this.#element(at, tree, open, linesBefore)
      else if (open.length === 0) break
      else {
        this.#close(open.pop() as PlainTag)
        tree.close()
      }
    }
    this.#close(idoc)
    const { header, segments } = tree.finish()
    if (header === undefined || requiredFields.some((field) => !header[field])) notPlain()
    return { document: { header: header as Document['header'], segments }, from, to: this.#at }
  }

  #element(at: number, tree: IdocTree, open: PlainTag[], linesBefore: number) {
    const tag = this.#tag(at)
    if (tag.name === 'IDOC' || open.length > maxDepth) notPlain()
    const line = this.#line - linesBefore
    const end = tag.isEmpty ? -1 : this.#text.indexOf('<', this.#at)
    if (end !== -1 && !tag.isSegment && this.#text.startsWith(tag.closing, end)) {
      tree.leaf(tag.sapName, textValue(this.#text.slice(this.#at, end)), line)
      this.#at = end + tag.closing.length
      return
    }
    tree.open(tag.sapName, tag.isSegment, line)
    if (tag.isEmpty) tree.close()
    else open.push(tag)
  }

  /** The tag that begins here, and what follows it comes next. */
  #tag(at: number): PlainTag {
    const end = this.#text.indexOf('>', at)
    if (end === -1) notPlain()
    this.#at = end + 1
    return plainTag(this.#text.slice(at + 1, end)) ?? notPlain()
  }

  #close({ closing }: PlainTag) {
    if (!this.#text.startsWith(closing, this.#at)) notPlain()
    this.#at += closing.length
  }

  /** Where the next tag begins; only blanks may stand before it. */
  #nextTag(): number {
    const at = this.#text.indexOf('<', this.#at)
    if (at === -1 || !isBlank(this.#text, this.#at, at)) notPlain()
    this.#at = at
    for (; this.#nextLine < at; this.#nextLine = this.#lineEnd(this.#nextLine + 1)) this.#line++
    return at
  }

  #lineEnd(from: number): number {
    const at = this.#text.indexOf('\n', from)
    return at === -1 ? Number.POSITIVE_INFINITY : at
  }

  #payloads(found: readonly FoundIdoc[], root: PlainTag): ParsedIdoc[] {
    const [first, second] = found as [FoundIdoc, ...FoundIdoc[]]
    if (second === undefined) return [{ document: first.document, payload: this.#packet }]
    const { mark, encode } = this.#encoding
    const head = encode(this.#text.slice(0, first.from))
    return found.map(({ document, from, to }, index) => {
      const tail = index === found.length - 1 ? this.#text.slice(to) : `\n${root.closing}`
      return { document, payload: Buffer.concat([mark, head, encode(this.#text.slice(from, to)), encode(tail)]) }
    })
  }
}

function isBlank(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (text.charCodeAt(at) > 0x20) return false
  return true
}

/** Text with its references resolved (XML 1.0, sections 2.11, 4.1 and 4.6). */
function textValue(text: string): string {
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

const somethingElse = new Error('The packet is not plain')

function notPlain(): never {
  throw somethingElse
}
