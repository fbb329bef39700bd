import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { Interfaces } from '../engine/interfaces.ts'
import { type Preview, preview } from '../engine/preview.ts'
import { parseIdocs } from '../idoc/parse.ts'
import { bareDocument } from '../mapping/bare-document.ts'
import type { Document } from '../message/document.ts'
import { isBarePayload } from '../xi/bare-payload.ts'
import { isXi } from '../xi/is-xi.ts'
import { parseXi } from '../xi/parse.ts'
import { startOf } from './is-xi-file.ts'
import { whatHappened } from './what-happened.ts'

/** One document of a file, and what would become of it. */
export interface Tried {
  readonly idoc?: string
  readonly xiMessageId?: string
  readonly objects: readonly Preview[]
  /** Why nothing is made of it at all, as when no interface takes it. */
  readonly problem?: string
}

/**
 * What would become of the documents of a file, one after the other, so that a packet may be of any size. Touches nothing.
 * @param named the interface of what is the payload of an XI message alone, where its namespace does not tell
 * @throws {Rejected} it cannot be read; what was given before that is so nevertheless
 */
export async function* tryFile(file: string, interfaces: Interfaces, named?: string): AsyncGenerator<Tried> {
  const start = startOf(file)
  if (isBarePayload(start, contentType)) {
    const document = bareDocument(interfaces, { payload: await readFile(file), contentType, interface: named })
    if (document !== undefined) yield mapped(document, interfaces)
    return
  }
  if (isXi(start, contentType)) {
    const document = parseXi(await readFile(file), contentType)
    yield { xiMessageId: document.header.MessageId ?? '', ...mapped(document, interfaces) }
    return
  }
  const options = { contentType, maxIdocBytes: Number.POSITIVE_INFINITY }
  for await (const { document } of parseIdocs(createReadStream(file), options)) {
    yield { idoc: document.header.DOCNUM ?? '', ...mapped(document, interfaces) }
  }
}

const contentType = 'text/xml'

function mapped(document: Document, interfaces: Interfaces): Pick<Tried, 'objects' | 'problem'> {
  try {
    return { objects: preview(interfaces, document) }
  } catch (error) {
    return { objects: [], problem: whatHappened(error) }
  }
}
