import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { onSendAsyncHookHandler } from 'fastify'

const compress = promisify(gzip)

/** Below that one packet carries it anyway. */
const leastBytes = 4096

/** Sends long JSON compressed (RFC 9110, 8.4.1) to whoever says they understand gzip. Files are streams and go as they are. */
export const compressedAnswer: onSendAsyncHookHandler = async (request, reply, payload) => {
  if (typeof payload !== 'string' || payload.length < leastBytes || reply.hasHeader('content-encoding')) return payload
  reply.header('vary', 'accept-encoding')
  if (!/\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/.test(String(request.headers['accept-encoding']))) return payload
  reply.header('content-encoding', 'gzip').removeHeader('content-length')
  return await compress(payload, { level: 4 })
}
