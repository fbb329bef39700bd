import type { FileHandle } from 'node:fs/promises'
import { flatMediaType } from '../../idoc/flat.ts'
import { chunksOf } from './chunks-of.ts'

/** How to read a file, told by what is in it; names say nothing. */
export interface Format {
  readonly kind: 'xml' | 'flat'
  readonly contentType: string
}

/**
 * XML says its encoding itself. A flat file does not: by its byte order mark, else UTF-8 when all of it is, else ISO-8859-1, as
 * systems without Unicode write it. A Unicode port (EDI_DC40_U) writes nothing but Unicode.
 */
export async function formatOf(file: FileHandle): Promise<Format> {
  const start = Buffer.alloc(1024)
  const { bytesRead } = await file.read(start, 0, start.length, 0)
  const first = start.subarray(0, bytesRead)
  const text = first.toString('latin1').replaceAll('\0', '').replace(byteOrderMark, '').trimStart()
  if (text.startsWith('<')) return { kind: 'xml', contentType: 'text/xml' }
  return { kind: 'flat', contentType: `${flatMediaType}; charset=${await charsetOf(file, first, text)}` }
}

const byteOrderMark = /^(?:\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)/

async function charsetOf(file: FileHandle, first: Buffer, text: string): Promise<string> {
  if (/^\u00ff\u00fe|^\u00fe\u00ff/.test(first.toString('latin1'))) return 'utf-16'
  if (text.startsWith('EDI_DC40_U') || (await isUtf8(file))) return 'utf-8'
  return 'iso-8859-1'
}

async function isUtf8(file: FileHandle): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const chunk of chunksOf(file)) decoder.decode(chunk, { stream: true })
    decoder.decode()
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}
