import type { IncomingMessage } from 'node:http'
import { encodingOf } from './bytes.ts'

export class BodyTooLarge extends Error {
  override name = 'BodyTooLarge'
}

const limit = 128 * 1024 * 1024

/** The whole body as text, bytes as `bytes.ts` says. Throws BodyTooLarge. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size > limit) throw new BodyTooLarge('A request holds at most 128 MiB')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString(encodingOf(request.headers['content-type']))
}
