import type { FastifyInstance } from 'fastify'

/** Reads bodies as JSON, and as nothing else. Who says so and sends nothing, as many clients do with each request, has sent no body. */
export function takingJson(server: FastifyInstance): void {
  server.removeAllContentTypeParsers()
  const parse = server.getDefaultJsonParser('error', 'error')
  server.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null)
    else parse(request, body, done)
  })
}
