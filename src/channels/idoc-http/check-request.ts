import type { IncomingMessage } from 'node:http'
import type { FastifyRequest } from 'fastify'
import { tooLarge } from './body.ts'
import { checkSender } from './check-sender.ts'
import { isConnectionTest } from './connection-test.ts'
import { unknownCoding } from './content-coding.ts'
import { RequestRefused } from './request-refused.ts'
import type { Senders } from './senders.ts'

const usualTypes = ['text/xml', 'application/xml', 'application/x-sap.idoc']

/**
 * Everything that can be said against a request before its body is read.
 * @throws {RequestRefused} wrong credentials, too many of them, another's system, a body of another kind @throws {PayloadTooLarge} by its own account
 */
export function checkRequest(
  request: FastifyRequest,
  options: { senders: Senders; maxPacketBytes: number; mediaTypes?: readonly string[] },
) {
  checkSender(request, options.senders)
  if (isConnectionTest(request)) return
  checkContent(request.raw, options.mediaTypes ?? usualTypes)
  if (Number(request.headers['content-length'] ?? 0) > options.maxPacketBytes) throw tooLarge(options.maxPacketBytes)
}

function checkContent(request: IncomingMessage, mediaTypes: readonly string[]) {
  const { headers } = request
  const mediaType = headers['content-type']?.split(';')[0]?.trim().toLowerCase()
  if (!mediaType || !mediaTypes.includes(mediaType)) {
    const sent = mediaType ? `Content-Type ${mediaType}` : 'A packet without Content-Type'
    throw new RequestRefused(415, `${sent} is not taken here; send IDoc XML as ${mediaTypes.join(', ')}.`)
  }
  const coding = unknownCoding(request)
  if (coding === undefined) return
  throw new RequestRefused(415, `Content-Encoding ${coding} is not taken here; send the packet as gzip or uncompressed (SM59).`)
}
