import { Command, Option } from 'commander'
import { deliveryStatuses } from '../../message/delivery-status.ts'
import type { MessageView } from '../../store/message-view.ts'
import { timeFrom, timeTo, wholeNumber } from '../arguments.ts'
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
  limit: number
  json?: boolean
}

/** As many as the API gives in one answer. */
const mostAtOnce = 500

export function messagesCommand(): Command {
  return new Command('messages')
    .description('what arrived and what became of it, newest first')
    .addOption(new Option('--status <status>', 'only these').choices(deliveryStatuses))
    .option('--interface <name>', 'e.g. business-partner')
    .option('--object <key>', 'e.g. business-partner/4711, or 4711 alone')
    .option('--idoc <number>', 'with or without leading zeros')
    .option('--text <text>', 'a number of an IDoc or object, or words of a name, place or reason')
    .option('--from <time>', "received since, e.g. 2026-11-24 or '2026-11-24 08:00'", timeFrom)
    .option('--to <time>', 'received until; a date alone is the whole day', timeTo)
    .option('--limit <number>', `how many, ${mostAtOnce} at most`, wholeNumber(1, mostAtOnce), 20)
    .option('--json', 'as the API gives them')
    .addHelpText(
      'after',
      `
Examples:
  npx landbridge messages --status held
  npx landbridge messages --object 4711 --limit 5
  npx landbridge messages --from 2026-11-24 --text 'value mapping'`,
    )
    .action(async ({ object, json, limit, ...filter }: Options) => {
      // Of a document of ten thousand objects a table has the first lines.
      const few = json ? {} : { deliveries: '20' }
      const page = await askMessages({ ...filter, ...few, objectKey: object, limit: String(limit) })
      if (json) return console.log(JSON.stringify(page, undefined, 2))
      if (page.items.length === 0) return console.log(noneSentence(object === undefined && Object.keys(filter).length === 0))
      const rows = page.items.flatMap(rowsOf)
      console.log(tableLines(['received', 'IDoc', 'type', 'status', 'object', 'did', 'reason'], rows).join('\n'))
      if (page.next !== undefined) console.log(olderOnes(page.items.length))
    })
}

function noneSentence(isEmpty: boolean): string {
  return isEmpty ? 'No message has arrived yet.' : 'There is no such message.'
}

function olderOnes(shown: number): string {
  const way = shown < mostAtOnce ? `--limit ${Math.min(shown * 5, mostAtOnce)}` : 'look for them with --to'
  return `\nThe newest ${count(shown, 'message')}; there are older ones: ${way}`
}

/** One line a delivery; what belongs to the message stands in the first. */
function rowsOf(message: MessageView): string[][] {
  const more = message.deliveryCount - message.deliveries.length
  const lines = message.deliveries.map((delivery, index) => [
    ...(index === 0
      ? [localTime(message.receivedAt), shortNumber(message.idoc) || (message.xiMessageId ?? ''), message.type]
      : ['', '', '']),
    delivery.status,
    delivery.objectKey,
    delivery.operation === undefined || delivery.operation === 'none' ? '' : delivery.operation,
    delivery.reason ?? delivery.warnings.join('; '),
  ])
  const whole = `npx landbridge show ${shortNumber(message.idoc) || message.id}`
  return more > 0 ? [...lines, ['', '', '', '', `and ${more} more`, '', `all of them: ${whole}`]] : lines
}
