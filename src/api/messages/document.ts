import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { fieldTexts } from '../../interfaces/field-texts.ts'
import { readDocument } from '../../mapping/read-document.ts'
import type { Segment } from '../../message/document.ts'
import { findMessage } from '../../store/find-message.ts'
import { readPayloads } from '../../store/read-payloads.ts'
import { seesPersonalData } from '../admission.ts'
import type { Route } from '../needs.ts'
import { messageParams, problems } from '../schemas.ts'
import { findOne } from './find-one.ts'
import { payloadGone } from './payload-gone.ts'

interface ShownSegment {
  name: string
  line: number
  fields: Record<string, string>
  segments: ShownSegment[]
}

const segment: z.ZodType<ShownSegment> = z
  .object({
    name: z.string(),
    line: z.int().describe('Where it begins in the payload'),
    fields: z.record(z.string(), z.string()),
    get segments() {
      return z.array(segment)
    },
  })
  .meta({ id: 'Segment' })

const schema = z.object({
  header: z.record(z.string(), z.string()).describe('Control record, or header of an XI message'),
  segments: z.array(segment),
  texts: z
    .record(z.string(), z.string())
    .describe('What fields are, by segment and field: E1KNA1M/NAME1, EDI_DC40/DOCNUM, XI/MessageId'),
})

const query = z.strictObject({
  language: z
    .string()
    .regex(/^[a-z]{2}$/, 'must be a language of two letters, such as de')
    .default('en')
    .describe('Of the texts of fields, e.g. de; those that the interface does not tell in it are in English'),
})

/** Stands for a value that who asks may not see. */
const hiddenText = '•••'

/** GET /api/messages/{id}/document: the document as a tree of segments, as SAP shows it. */
export const document: Route = (server, { sql, interfaces }) => {
  server.withTypeProvider<ZodTypeProvider>().get(
    '/messages/:id/document',
    {
      schema: {
        operationId: 'getDocument',
        tags: ['messages'],
        summary:
          'The document as a tree of segments, with what their fields are; ••• for values where one may not see personal data',
        params: messageParams,
        querystring: query,
        response: { 200: schema, ...problems },
      },
    },
    async (request) => {
      const seesAll = seesPersonalData(request)
      const found = await findOne(sql, request.params.id, findMessage)
      const [stored] = await readPayloads(sql, [found.id])
      if (stored === undefined) throw payloadGone(found)
      const { header, segments } = readDocument(stored.payload, stored.contentType)
      const texts = await fieldTexts(interfaces.get(stored.interface), request.query.language)
      return { header: { ...header }, segments: segments.map((one) => shown(one, seesAll)), texts: Object.fromEntries(texts) }
    },
  )
}

function shown({ name, line, fields, segments }: Segment, seesAll: boolean): ShownSegment {
  const values = Object.entries(fields).map(([field, value]) => [field, seesAll || value === '' ? value : hiddenText])
  return { name, line, fields: Object.fromEntries(values), segments: segments.map((one) => shown(one, seesAll)) }
}
