import { bytes } from './api.ts'

/** A payload as text, and the encoding it was read by. */
export interface Payload {
  readonly text: string
  readonly encoding: string
}

export async function payload(id: string): Promise<Payload> {
  const { content, contentType } = await bytes(`/messages/${id}/payload`)
  return readPayload(content, contentType)
}

/** What people correct of a message: an IDoc whole, of an XI message its main document. */
export async function mainDocument(id: string): Promise<Payload & { contentType: string }> {
  const { content, contentType } = await bytes(`/messages/${id}/payload?part=main`)
  return { ...readPayload(content, contentType), contentType }
}

/** By byte order mark, then the charset of the content type, then the XML declaration, then UTF-8 (RFC 7303), as Landbridge reads it. */
export function readPayload(content: Uint8Array, contentType: string): Payload {
  const start = new TextDecoder('latin1').decode(content.subarray(0, 1024))
  const declared = /^<\?xml\s[^>]*?\sencoding\s*=\s*["']([^"']+)["'][^>]*?\?>/.exec(start)?.[1]
  const charset = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(contentType)?.[1]
  const encoding = markOf(content) ?? charset ?? declared ?? 'utf-8'
  return { text: new TextDecoder(encoding).decode(content), encoding: encoding.toUpperCase() }
}

/** The text as it goes back: in UTF-8, and its XML declaration and content type say so. */
export function asUtf8(text: string, contentType: string): { text: string; contentType: string } {
  const declared = text.replace(/^(<\?xml\s[^>]*?\sencoding\s*=\s*)["'][^"']+["']/, '$1"UTF-8"')
  const type = contentType.replace(/;\s*charset\s*=\s*("[^"]*"|[^\s;]+)/i, '')
  return { text: declared, contentType: `${type}; charset=utf-8` }
}

function markOf([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le'
  return (first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c) ? 'utf-16be' : undefined
}
