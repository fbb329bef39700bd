import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { changeValues } from '../../engine/value-mappings.ts'
import { parseValueMapping } from '../../mapping/value-mappings.ts'
import { userOf } from '../admission.ts'
import type { Route } from '../needs.ts'
import { Problem } from '../problem.ts'
import { maybeWhy, problems } from '../schemas.ts'
import { utf8Text } from '../utf8-body.ts'
import { changeOf, findList, mustFit } from './find-list.ts'
import { changedValues, listParams } from './params.ts'

/** GET …/{list}/csv and PUT …/{list}/csv: a list out to a spreadsheet, and back. Codes that are not in the file stay as they are. */
export const valueMappingCsv: Route = (server, { sql, interfaces, wake, refresh }) => {
  server.withTypeProvider<ZodTypeProvider>().get(
    '/value-mappings/:interface/:list/csv',
    {
      schema: {
        operationId: 'exportValueMapping',
        tags: ['value mappings'],
        summary: 'A list as CSV with the columns code and value',
        params: listParams,
        response: { 200: { description: 'The list', content: { 'text/csv': { schema: z.string() } } }, ...problems },
      },
    },
    async ({ params: { interface: name, list } }, reply) => {
      const { valueMappings } = findList(interfaces, name, list)
      const lines = [['code', 'value'], ...valueMappings.entries(list)].map((cells) => cells.map(quoted).join(','))
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${list}.csv"`)
        .send(`${lines.join('\n')}\n`)
    },
  )
  server.register(async (own: FastifyInstance) => {
    own.removeAllContentTypeParsers()
    own.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 16 * 1024 * 1024 }, (_, body, done) => done(null, body))
    own.withTypeProvider<ZodTypeProvider>().put(
      '/value-mappings/:interface/:list/csv',
      {
        schema: {
          operationId: 'importValueMapping',
          tags: ['value mappings'],
          summary: 'Take codes from CSV (the body) with the columns code and value; codes that are not in it stay as they are',
          consumes: ['text/csv'],
          params: listParams,
          querystring: maybeWhy,
          body: z.any().meta({ type: 'string', description: 'The list as CSV' }),
          response: { 200: changedValues, ...problems },
        },
      },
      async (request) => {
        const { interface: name, list } = request.params
        const found = findList(interfaces, name, list)
        const given = entriesIn(request.body, request.headers['content-type'])
        mustFit(found, list, [...given.values()])
        // What has this value already, by delivery or by a person, is no change.
        const news = new Map([...given].filter(([code, value]) => found.valueMappings.find(list, code) !== value))
        const by = { who: userOf(request), reason: request.query.reason }
        const result = await changeValues({ sql, refresh: refresh.values }, changeOf(found, list, news), by)
        wake()
        return result
      },
    )
  })
}

function entriesIn(body: unknown, contentType: string | undefined): Map<string, string> {
  const text = Buffer.isBuffer(body) ? utf8Text(body, contentType) : ''
  if (text.includes('\0')) throw new Problem(400, 'The body is no value mapping', 'It must not hold the character NUL.')
  try {
    return parseValueMapping(text, 'The body')
  } catch (error) {
    throw new Problem(400, 'The body is no value mapping', `${(error as Error).message}.`)
  }
}

/** RFC 4180. A text that a spreadsheet would take for a formula stays text for us and gets no help here. */
function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
