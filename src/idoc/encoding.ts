import { Rejected } from '../message/errors.ts'

/** A packet's character encoding: bytes to text and back again without loss. */
export interface Encoding {
  readonly name: string
  /** The byte order mark the packet begins with, kept for its payloads; empty when there is none. */
  readonly mark: Uint8Array
  decoder(): Decoder
  encode(text: string): Uint8Array
  /** The text up to the first byte that is not of this encoding; to say where it stands. */
  startOf(bytes: Uint8Array): string
}

/** @throws {TypeError} the bytes are not of this encoding */
export interface Decoder {
  decode(bytes: Uint8Array, options: { stream: boolean }): string
}

/**
 * The encoding by byte order mark, then by the content type's charset, then by the XML declaration, then UTF-8
 * (RFC 7303, section 3; XML 1.0, appendix F).
 * @throws {Rejected} an encoding we cannot read
 */
export function encodingOf(start: Uint8Array, contentType: string): Encoding {
  const marked = marks.find(({ mark }) => mark.every((byte, index) => start[index] === byte))
  if (marked) return encodingNamed(marked.name, Uint8Array.from(marked.mark))
  if (start[0] === 0x3c && start[1] === 0) return encodingNamed('utf-16le', none)
  if (start[0] === 0 && start[1] === 0x3c) return encodingNamed('utf-16be', none)
  const said = charsetOf(contentType) ?? declaredIn(start) ?? 'utf-8'
  if (/^(utf-?16|ucs-2|iso-10646-ucs-2)/i.test(said)) {
    throw new Rejected(`The packet is said to be ${said} but does not begin as UTF-16 at line 1, column 1; send it as UTF-8.`)
  }
  return encodingNamed(said, none)
}

const none = new Uint8Array()

const marks = [
  { name: 'utf-8', mark: [0xef, 0xbb, 0xbf] },
  { name: 'utf-16le', mark: [0xff, 0xfe] },
  { name: 'utf-16be', mark: [0xfe, 0xff] },
]

function charsetOf(contentType: string): string | undefined {
  return /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(contentType)?.[1]
}

function declaredIn(start: Uint8Array): string | undefined {
  const declaration = /^<\?xml\s[^>]*?\?>/.exec(Buffer.from(start.subarray(0, 1024)).toString('latin1'))?.[0]
  return declaration && /\sencoding\s*=\s*["']([^"']+)["']/.exec(declaration)?.[1]
}

function encodingNamed(name: string, mark: Uint8Array): Encoding {
  const label = name.toLowerCase()
  if (label === 'utf-8' || label === 'utf8') return unicode('utf-8', mark, (text) => Buffer.from(text, 'utf8'))
  if (label === 'utf-16le') return unicode(label, mark, (text) => Buffer.from(text, 'utf16le'))
  if (label === 'utf-16be') return unicode(label, mark, (text) => Buffer.from(text, 'utf16le').swap16())
  if (label === 'us-ascii' || label === 'ascii') return ascii()
  // TextDecoder takes iso-8859-1 for windows-1252 (WHATWG Encoding), which reads other characters out of 80 to 9F.
  if (/^(iso[-_]8859-1|latin1|l1)$/.test(label)) return latin1()
  if (/^(iso-8859-([2-8]|1[03456])|windows-(874|125\d)|koi8-[ru])$/.test(label)) return singleByte(label)
  throw new Rejected(`The packet is encoded in ${name}, which cannot be read here (line 1, column 1); send it as UTF-8.`)
}

function unicode(name: string, mark: Uint8Array, encode: (text: string) => Uint8Array): Encoding {
  const decoder = () => new TextDecoder(name, { fatal: true, ignoreBOM: true })
  const startOf = (bytes: Uint8Array) => {
    const text = new TextDecoder(name, { ignoreBOM: true }).decode(bytes)
    return /^[^\ufffd]*/.exec(text)?.[0] ?? ''
  }
  return { name: name.toUpperCase(), mark, encode, decoder, startOf }
}

function latin1(): Encoding {
  const decode = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  const encode = (text: string) => Buffer.from(text, 'latin1')
  return { name: 'ISO-8859-1', mark: none, encode, decoder: () => ({ decode }), startOf: () => '' }
}

function ascii(): Encoding {
  const { decode } = latin1().decoder()
  const decoder: Decoder = {
    decode(bytes, options) {
      if (bytes.some((byte) => byte > 0x7f)) throw new TypeError('not US-ASCII')
      return decode(bytes, options)
    },
  }
  const startOf = (bytes: Uint8Array) =>
    decode(
      bytes.subarray(
        0,
        bytes.findIndex((byte) => byte > 0x7f),
      ),
      { stream: false },
    )
  return { ...latin1(), name: 'US-ASCII', decoder: () => decoder, startOf }
}

/** One byte a character: the way back is the way there, byte by byte. */
function singleByte(label: string): Encoding {
  const byteOf = new Map(Array.from({ length: 256 }, (_, byte) => [new TextDecoder(label).decode(Uint8Array.of(byte)), byte]))
  const encode = (text: string) => Uint8Array.from(text, (character) => byteOf.get(character) ?? 0x3f)
  return unicode(label, none, encode)
}
