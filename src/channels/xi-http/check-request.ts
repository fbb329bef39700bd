import type { IncomingMessage } from 'node:http'
import type { FastifyRequest } from 'fastify'
import { mediaTypeOf } from '../../xi/media-type.ts'
import { checkSender } from '../idoc-http/check-sender.ts'
import { isConnectionTest } from '../idoc-http/connection-test.ts'
import { unknownCoding } from '../idoc-http/content-coding.ts'
import { RequestRefused } from '../idoc-http/request-refused.ts'
import type { Senders } from '../idoc-http/senders.ts'
import { refuseAbove } from './body.ts'

const mediaTypes = ['multipart/related', 'text/xml', 'application/xml']

/**
 * Everything that can be said against a request before its body is read.
 * @throws {RequestRefused} wrong credentials, too many of them, another's system, a body of another kind @throws {PayloadTooLarge} by its own account
 */
export function checkRequest(
  request: FastifyRequest,
  options: { senders: Senders; maxPacketBytes: number; maxIdocBytes: number },
) {
  checkSender(request, options.senders)
  if (isConnectionTest(request)) return
  checkContent(request.raw)
  refuseAbove(Number(request.headers['content-length'] ?? 0), options)
}

function checkContent(request: IncomingMessage) {
  const { type } = mediaTypeOf(request.headers['content-type'] ?? '')
  if (!mediaTypes.includes(type)) {
    const sent = type ? `Content-Type ${type}` : 'A message without Content-Type'
    throw new RequestRefused(406, `${sent} is not taken here; send XI 3.0 messages as ${mediaTypes.join(', ')}.`)
  }
  const coding = unknownCoding(request)
  if (coding === undefined) return
  throw new RequestRefused(406, `Content-Encoding ${coding} is not taken here; send the message as gzip or uncompressed (SM59).`)
}
