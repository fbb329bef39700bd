import { Command } from 'commander'
import type { MessageView } from '../../store/message-view.ts'
import { askMessages } from '../message-views.ts'
import { tableLines } from '../table.ts'
import { count, localTime, shortNumber } from '../words.ts'

interface Options {
  status?: string
  interface?: string
  object?: string
  idoc?: string
  text?: string
  from?: string
  to?: string
  limit: string
  json: boolean
}

export function messagesCommand(): Command {
  return new Command('messages')
    .description('what arrived and what became of it, newest first')
    .option('--status <status>', 'held, parked, waiting, delivering, delivered, unchanged, superseded or cancelled')
    .option('--interface <name>', 'e.g. business-partner')
    .option('--object <key>', 'e.g. business-partner/4711, or 4711 alone')
    .option('--idoc <number>', 'with or without leading zeros')
    .option('--text <text>', 'stands in number, object key or reason')
    .option('--from <time>', 'received since, e.g. 2026-11-24 or 2026-11-24T08:00:00Z')
    .option('--to <time>', 'received until')
    .option('--limit <number>', 'how many at most', '20')
    .option('--json', 'as the API gives them', false)
    .addHelpText(
      'after',
      `
Examples:
  npx landbridge messages --status held
  npx landbridge messages --object 4711 --limit 5`,
    )
    .action(async ({ object, json, ...filter }: Options) => {
      const page = await askMessages({ ...filter, objectKey: object })
      if (json) return console.log(JSON.stringify(page, undefined, 2))
      if (page.items.length === 0) return console.log('There is no such message.')
      const rows = page.items.flatMap(rowsOf)
      console.log(tableLines(['received', 'IDoc', 'type', 'status', 'object', 'did', 'reason'], rows).join('\n'))
      if (page.next !== undefined) {
        console.log(
          `\nThe newest ${count(page.items.length, 'message')}; there are older ones: --limit ${Number(filter.limit) * 5}`,
        )
      }
    })
}

/** One line a delivery; what belongs to the message stands in the first. */
function rowsOf(message: MessageView): string[][] {
  return message.deliveries.map((delivery, index) => [
    ...(index === 0 ? [localTime(message.receivedAt), shortNumber(message.idoc), message.type] : ['', '', '']),
    delivery.status,
    delivery.objectKey,
    delivery.operation === undefined || delivery.operation === 'none' ? '' : delivery.operation,
    delivery.reason ?? delivery.warnings.join('; '),
  ])
}
