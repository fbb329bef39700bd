import type { FastifyInstance } from 'fastify'
import { utf8Text } from './utf8-body.ts'

/** Reads bodies as JSON in UTF-8, and as nothing else. Who says so and sends nothing, as many clients do with each request, has sent no body. */
export function takingJson(server: FastifyInstance): void {
  server.removeAllContentTypeParsers()
  const parse = server.getDefaultJsonParser('error', 'error')
  server.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    try {
      const text = utf8Text(body, request.headers['content-type'])
      if (text === '') done(null)
      else parse(request, text, done)
    } catch (error) {
      done(error as Error)
    }
  })
}
