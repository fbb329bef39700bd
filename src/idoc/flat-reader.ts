import { Rejected } from '../message/errors.ts'
import { isControlRecord } from './control-record.ts'
import { type Decoder, type Encoding, encodingOf } from './encoding.ts'
import { FlatTree } from './flat-tree.ts'
import type { ParsedIdoc } from './packet-reader.ts'
import { PayloadTooLarge } from './payload-too-large.ts'
import type { SegmentLayouts } from './segment-layouts.ts'

export interface FlatOptions {
  /** Its charset counts where the file has no byte order mark. */
  readonly contentType: string
  readonly maxIdocBytes: number
  readonly layouts: SegmentLayouts
}

/** Far more than any record and the blanks behind it. */
const longestLine = 65_536

/**
 * Reads flat IDocs (file port, EDI_DC40 or EDI_DC40_U) piece by piece and gives each one once the next has begun, or the file has ended.
 * A line is a record; positions count characters, whatever bytes they take. Holds the text of one IDoc.
 * Every error is a `Rejected` with the line; after one the reader is of no more use.
 */
export class FlatReader {
  readonly #options: FlatOptions
  #start: Uint8Array = new Uint8Array()
  #encoding: Encoding | undefined
  #decoder: Decoder | undefined

  #line = 0
  #rest = ''
  #own: string[] = []
  #ownLength = 0
  #tree: FlatTree | undefined
  #done: ParsedIdoc[] = []

  constructor(options: FlatOptions) {
    this.#options = options
  }

  write(bytes: Uint8Array): ParsedIdoc[] {
    if (this.#encoding) this.#readLines(this.#decode(bytes, true))
    else {
      this.#start = Buffer.concat([this.#start, bytes])
      if (this.#start.length >= 4) this.#begin(true)
    }
    return this.#take()
  }

  /** The last IDoc. @throws {Rejected} there was none */
  end(): ParsedIdoc[] {
    if (this.#encoding) this.#readLines(this.#decode(new Uint8Array(), false))
    else this.#begin(false)
    if (this.#rest !== '') this.#readLine(this.#rest)
    if (!this.#tree) throw new Rejected('The file is empty (line 1); it must hold at least one IDoc.')
    this.#complete(this.#tree)
    return this.#take()
  }

  #take(): ParsedIdoc[] {
    const done = this.#done
    this.#done = []
    return done
  }

  #begin(more: boolean) {
    this.#encoding = encodingOf(this.#start, this.#options.contentType)
    if (this.#encoding.mark.length === 0 && this.#start.subarray(0, 2).includes(0)) {
      throw new Rejected('The file is UTF-16 without a byte order mark at line 1; write it with one, or as UTF-8.')
    }
    this.#decoder = this.#encoding.decoder()
    this.#readLines(this.#decode(this.#start.subarray(this.#encoding.mark.length), more))
  }

  #decode(bytes: Uint8Array, stream: boolean): string {
    try {
      return (this.#decoder as Decoder).decode(bytes, { stream })
    } catch (cause) {
      const { name, startOf } = this.#encoding as Encoding
      this.#readLines(startOf(bytes))
      throw new Rejected(`Line ${this.#line + 1} holds bytes that are not ${name}; write the file as UTF-8.`, { cause })
    }
  }

  #readLines(text: string) {
    const lines = (this.#rest + text).split('\n')
    this.#rest = lines.pop() ?? ''
    for (const line of lines) this.#readLine(`${line}\n`)
    if (this.#rest.length > longestLine) {
      throw new Rejected(
        `Line ${this.#line + 1} does not end within ${longestLine} characters; each record must be a line of its own.`,
      )
    }
    if (this.#ownLength > this.#options.maxIdocBytes) this.#tooLarge()
  }

  /** @param line as it came, with its end */
  #readLine(line: string) {
    this.#line++
    const record = line.replace(/\r?\n$/, '')
    const name = record.slice(0, 10).trimEnd()
    if (isControlRecord(name)) this.#idocBegins(name, record)
    else if (record.trim() !== '') this.#treeAt(name, record).add(record, this.#line)
    this.#own.push(line)
    this.#ownLength += line.length
  }

  #idocBegins(name: string, record: string) {
    if (name === 'EDI_DC') {
      throw new Rejected(
        `Line ${this.#line} is a control record of release 3 (EDI_DC); set the port to IDoc record types of version 4 (WE21).`,
      )
    }
    if (this.#tree) this.#complete(this.#tree)
    this.#tree = new FlatTree(record, this.#line, this.#options.layouts)
  }

  #treeAt(name: string, record: string): FlatTree {
    if (name.startsWith('EDI_DS')) {
      throw new Rejected(
        `Line ${this.#line} is a status record (${name}); only IDocs are taken here, send status by another way.`,
      )
    }
    if (this.#tree) return this.#tree
    throw new Rejected(
      `Line ${this.#line} begins with '${record.slice(0, 10)}', but a flat IDoc begins with its control record EDI_DC40 or EDI_DC40_U.`,
    )
  }

  #complete(tree: FlatTree) {
    const { mark, encode } = this.#encoding as Encoding
    const own = encode(this.#own.join(''))
    if (own.length > this.#options.maxIdocBytes) this.#tooLarge()
    this.#done.push({ document: tree.document, payload: Buffer.concat([mark, own]) })
    this.#own = []
    this.#ownLength = 0
  }

  #tooLarge(): never {
    throw new PayloadTooLarge(
      `The IDoc is larger than ${this.#options.maxIdocBytes} bytes (maxIdocBytes), read up to line ${this.#line}; split it or raise the limit.`,
    )
  }
}
