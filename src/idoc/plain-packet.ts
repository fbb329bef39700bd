import { isAscii, isUtf8 } from 'node:buffer'
import type { Document } from '../message/document.ts'
import { isBlank, Lines, notPlain, plainValue, startOfElements } from '../xml/plain.ts'
import { requiredFields } from './control-record.ts'
import { type Encoding, encodingOf } from './encoding.ts'
import { IdocTree } from './idoc-tree.ts'
import type { PacketOptions, ParsedIdoc } from './packet-reader.ts'
import { type PlainTag, plainTag } from './plain-tag.ts'

/**
 * The IDocs of a whole packet that is plain, as SAP writes it. Gives nothing when it meets anything else, or anything that is wrong:
 * `PacketReader` reads the packet then and says what is wrong. What is given here is what that would give.
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
  readonly #lines: Lines
  /** What was not read yet begins here. */
  #at: number

  constructor(packet: Uint8Array, encoding: Encoding, text: string) {
    this.#packet = packet
    this.#encoding = encoding
    this.#text = text
    this.#lines = new Lines(text)
    this.#at = startOfElements(text)
  }

  read(): ParsedIdoc[] {
    const found: FoundIdoc[] = []
    /** What the IDocs stand in: the packet's own element, and around it whatever it came in, such as an envelope of SOAP. */
    const around: PlainTag[] = []
    let closings = ''
    let firstLine = 0
    do {
      const at = this.#nextTag()
      if (around.length > 0 && this.#text.charCodeAt(at + 1) === slash) {
        this.#close(around.pop() as PlainTag)
        continue
      }
      const line = this.#lines.at(at)
      const tag = this.#tag(at)
      if (!tag.isIdoc) {
        if (!tag.isEmpty && around.push(tag) > maxDepth) notPlain()
        continue
      }
      if (found.length === 0) closings = closingsOf(around)
      // Each is given alone in what the first one stands in.
      else if (closings !== closingsOf(around)) notPlain()
      if (around.length === 0 || tag.isEmpty) notPlain()
      if (found.length === 0) firstLine = line
      // A segment's line is that of the payload, which begins with what stands before the first IDoc.
      found.push({ document: this.#idoc(tag, line - firstLine), from: at, to: this.#at })
    } while (around.length > 0)
    if (!isBlank(this.#text, this.#at, this.#text.length) || found.length === 0) notPlain()
    return this.#payloads(found, closings)
  }

  #idoc(idoc: PlainTag, linesBefore: number): Document {
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
    return { header, segments }
  }

  #element(at: number, tree: IdocTree, open: PlainTag[], linesBefore: number) {
    const line = this.#lines.at(at) - linesBefore
    const tag = this.#tag(at)
    if (tag.isIdoc || open.length > maxDepth) notPlain()
    const end = tag.isEmpty ? -1 : this.#text.indexOf('<', this.#at)
    if (end !== -1 && !tag.isSegment && this.#text.startsWith(tag.closing, end)) {
      tree.leaf(tag.sapName, plainValue(this.#text.slice(this.#at, end)), line)
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
    return plainTag(this.#text.slice(at + 1, end))
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
    return at
  }

  #payloads(found: readonly FoundIdoc[], closings: string): ParsedIdoc[] {
    const [first, second] = found as [FoundIdoc, ...FoundIdoc[]]
    if (second === undefined) return [{ document: first.document, payload: this.#packet }]
    const { mark, encode } = this.#encoding
    const head = encode(this.#text.slice(0, first.from))
    return found.map(({ document, from, to }, index) => {
      const tail = index === found.length - 1 ? this.#text.slice(to) : closings
      return { document, payload: Buffer.concat([mark, head, encode(this.#text.slice(from, to)), encode(tail)]) }
    })
  }
}

function closingsOf(around: readonly PlainTag[]): string {
  return around
    .map(({ closing }) => `\n${closing}`)
    .reverse()
    .join('')
}
