import { isAscii } from 'node:buffer'
import { Rejected } from '../message/errors.ts'
import { mediaTypeOf } from './media-type.ts'

/**
 * The text of an XML part, without its byte order mark. The encoding is told by the mark, then by the charset, then by the
 * XML declaration, else it is UTF-8 (RFC 7303, 3; XML 1.0, appendix F).
 * @param what names the part in sentences, e.g. `The main document`
 * @throws {Rejected} an encoding we cannot read, or bytes that are not of it
 */
export function textOf(content: Uint8Array, contentType: string, what: string): string {
  const encoding = encodingOf(content, contentType)
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength)
  // Most there is, and by far the quickest to read.
  if (/^utf-?8$/i.test(encoding) && isAscii(bytes)) return bytes.toString('latin1')
  if (/^(iso[-_]8859-1|latin1|us-ascii|ascii)$/i.test(encoding)) return bytes.toString('latin1')
  const decoder = decoderFor(encoding, what)
  try {
    return decoder.decode(content)
  } catch (cause) {
    throw new Rejected(
      `${what} holds bytes that are not ${encoding.toUpperCase()} after ${placeOfFault(content, encoding)}; declare the encoding it really has, or send UTF-8.`,
      { cause },
    )
  }
}

function encodingOf(content: Uint8Array, contentType: string): string {
  const [first, second, third] = content
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le'
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return 'utf-16be'
  return mediaTypeOf(contentType).parameters.get('charset') || declaredIn(content) || 'utf-8'
}

function declaredIn(content: Uint8Array): string | undefined {
  const start = Buffer.from(content.subarray(0, 1024)).toString('latin1')
  return /^<\?xml\s[^>]*?\sencoding\s*=\s*["']([^"']+)["']/.exec(start)?.[1]
}

function decoderFor(encoding: string, what: string) {
  try {
    return new TextDecoder(encoding, { fatal: true })
  } catch (cause) {
    throw new Rejected(`${what} is encoded in ${encoding}, which cannot be read here (line 1, column 1); send it as UTF-8.`, {
      cause,
    })
  }
}

function placeOfFault(content: Uint8Array, encoding: string): string {
  const [good = ''] = new TextDecoder(encoding).decode(content).split('\ufffd', 1)
  const lines = good.split(/\r\n|\r|\n/)
  return `line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1}`
}
