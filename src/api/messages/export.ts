import { Readable } from 'node:stream'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Sql } from '../../store/connect.ts'
import type { MessageFilter } from '../../store/find-messages.ts'
import type { MessageView } from '../../store/message-view.ts'
import type { Route } from '../needs.ts'
import { problems } from '../schemas.ts'
import { everyMessage } from './every.ts'
import { filterOf, filterSchema } from './filter.ts'

const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** A sheet has 1,048,576 lines, but it is made in memory. */
const mostInSheet = 100_000

/** GET /api/messages/export: all that a search finds, as a file for a spreadsheet; CSV without end, a workbook up to 100,000 messages. */
export const exportMessages: Route = (server, { sql }) => {
  server.withTypeProvider<ZodTypeProvider>().get(
    '/messages/export',
    {
      schema: {
        operationId: 'exportMessages',
        tags: ['messages'],
        summary: 'All messages a search finds, newest first, as CSV or as a workbook (at most 100,000)',
        querystring: filterSchema.extend({ format: z.enum(['csv', 'xlsx']).default('csv') }),
        response: {
          200: {
            description: 'The messages, by the format that was asked for',
            content: { 'text/csv': { schema: z.string() }, [workbookType]: { schema: z.any() } },
          },
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const { format, ...given } = request.query
      const filter = filterOf(given, request)
      // Before a status is said: what fails later can only break the file off.
      const content = format === 'csv' ? await csv(sql, filter) : await workbook(sql, filter)
      return reply
        .header('content-disposition', `attachment; filename="messages.${format}"`)
        .type(mediaTypes[format])
        .send(content)
    },
  )
}

const mediaTypes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: workbookType,
}

/** Once its first page was read. */
async function csv(sql: Sql, filter: MessageFilter): Promise<Readable> {
  const messages = everyMessage(sql, filter, Number.POSITIVE_INFINITY)
  return Readable.from(csvLines(await messages.next(), messages))
}

/** The mark at the beginning tells Excel that it is UTF-8. */
async function* csvLines(first: IteratorResult<MessageView>, rest: AsyncIterable<MessageView>): AsyncGenerator<string> {
  yield `\ufeff${heads.join(',')}\r\n`
  if (first.done) return
  yield csvLine(first.value)
  for await (const message of rest) yield csvLine(message)
}

function csvLine(message: MessageView): string {
  return `${cellsOf(message).map(quoted).join(',')}\r\n`
}

async function workbook(sql: Sql, filter: MessageFilter): Promise<Buffer> {
  const lines: string[][] = [[...heads]]
  for await (const message of everyMessage(sql, filter, mostInSheet)) lines.push(cellsOf(message))
  const cells = lines.map((line, index) =>
    line.map((value) => ({ value, type: String, ...(index === 0 && { fontWeight: 'bold' as const }) })),
  )
  // Only now: a start without a workbook need not load what makes one.
  const { default: writeXlsx } = await import('write-excel-file/node')
  return await writeXlsx(cells, { stickyRowsCount: 1, columns: widths.map((width) => ({ width })) }).toBuffer()
}

const heads = ['id', 'number', 'type', 'interface', 'system', 'objects', 'status', 'reason', 'received at'] as const
const widths = [38, 20, 14, 18, 14, 32, 12, 60, 26]

function cellsOf({ id, idoc, type, system, deliveries, status, receivedAt, ...message }: MessageView): string[] {
  const more = message.deliveryCount - deliveries.length
  const objects = [...deliveries.map(({ objectKey }) => objectKey), ...(more > 0 ? [`and ${more} more`] : [])].join(' ')
  const reason = deliveries.find(({ reason }) => reason !== undefined)?.reason ?? ''
  return [id, idoc ?? message.xiMessageId ?? '', type, message.interface, system, objects, status, reason, receivedAt]
}

/** Cells that a spreadsheet would take for a formula are quoted for it (OWASP, CSV injection). */
function quoted(cell: string): string {
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return `"${safe.replaceAll('"', '""')}"`
}
