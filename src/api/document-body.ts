import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { mediaTypeOf } from '../xi/media-type.ts'
import { Problem } from './problem.ts'

/** For operations whose body is a document, to the byte, whatever it is said to be; 64 MiB at most. */
export function takingDocuments(server: FastifyInstance, add: (own: FastifyInstance) => void): void {
  server.register(async (own: FastifyInstance) => {
    own.removeAllContentTypeParsers()
    own.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 64 * 1024 * 1024 }, (_, body, done) => done(null, body))
    add(own)
  })
}

/** What the body is, for the description; its bytes are looked at by whoever reads them. */
export const documentBody = z.any().meta({ type: 'string', description: 'The document' })

/** The document that was sent. @throws {Problem} none was, or its content type is that of no document */
export function documentIn({ body, headers }: Pick<FastifyRequest, 'body' | 'headers'>): {
  payload: Buffer
  contentType: string
} {
  if (!Buffer.isBuffer(body)) throw new Problem(400, 'The document is missing', 'Send it as the body.')
  const { 'content-type': contentType = 'text/xml' } = headers
  const { type } = mediaTypeOf(contentType)
  if (documentTypes.includes(type)) return { payload: body, contentType }
  throw new Problem(
    415,
    `Content-Type ${type} is not that of a document`,
    'Send it as text/xml, application/xml, application/x-sap.idoc, text/x-idoc or multipart/related.',
  )
}

/** What SAP sends documents as. A message is read by its type again, and that of requests of the CRM API is no document. */
const documentTypes = ['text/xml', 'application/xml', 'application/x-sap.idoc', 'text/x-idoc', 'multipart/related']
