import { promisify } from 'node:util'
import { constants, gzip } from 'node:zlib'
import type { Reply } from './call.ts'

const pack = promisify(gzip)

/** What goes over the wire: the body, packed where the client takes that and it is worth it. Multipart answers stay as they are. */
export async function packed(reply: Reply, acceptEncoding: string | undefined): Promise<Packed> {
  const type = String(reply.headers['content-type'] ?? '')
  const isWorthIt = reply.body.length >= 1024 && /^(application\/(json|xml)|text\/)/.test(type)
  if (!isWorthIt || !/\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/.test(acceptEncoding ?? ''))
    return { headers: {}, body: reply.body }
  const body = await pack(reply.body, { level: constants.Z_BEST_SPEED })
  return { headers: { 'content-encoding': 'gzip', vary: 'Accept-Encoding' }, body }
}

interface Packed {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Buffer
}
