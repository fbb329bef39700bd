import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { Interfaces } from '../engine/interfaces.ts'
import { type Preview, preview } from '../engine/preview.ts'
import { parseIdocs } from '../idoc/parse.ts'
import { isBarePayload } from '../xi/bare-payload.ts'
import { parseXi } from '../xi/parse.ts'
import { isXiFile, startOf } from './is-xi-file.ts'
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
  if (isBarePayload(startOf(file), contentType)) {
    yield { objects: preview(interfaces, { payload: await readFile(file), contentType, interface: named }) }
    return
  }
  if (isXiFile(file)) {
    const payload = await readFile(file)
    const { MessageId: xiMessageId = '' } = parseXi(payload, contentType).header
    yield { xiMessageId, ...mapped(payload, interfaces) }
    return
  }
  const options = { contentType, maxIdocBytes: Number.POSITIVE_INFINITY }
  for await (const { document, payload } of parseIdocs(createReadStream(file), options)) {
    yield { idoc: document.header.DOCNUM ?? '', ...mapped(payload, interfaces) }
  }
}

const contentType = 'text/xml'

function mapped(payload: Uint8Array, interfaces: Interfaces): Pick<Tried, 'objects' | 'problem'> {
  try {
    return { objects: preview(interfaces, { payload, contentType }) }
  } catch (error) {
    return { objects: [], problem: whatHappened(error) }
  }
}
