import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
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

/** The document that was sent. @throws {Problem} none was */
export function documentIn({ body, headers }: Pick<FastifyRequest, 'body' | 'headers'>): {
  payload: Buffer
  contentType: string
} {
  if (!Buffer.isBuffer(body)) throw new Problem(400, 'The document is missing', 'Send it as the body.')
  return { payload: body, contentType: headers['content-type'] ?? 'text/xml' }
}
