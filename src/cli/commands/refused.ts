import { Command } from 'commander'
import { wholeNumber } from '../arguments.ts'
import { ask } from '../client.ts'
import { tableLines } from '../table.ts'
import { count, localTime, shortNumber } from '../words.ts'

/** As GET /api/refusals gives it. */
interface RefusalPage {
  readonly items: readonly {
    readonly channel: string
    readonly sender?: string
    readonly system?: string
    readonly from: string
    readonly status?: number
    readonly reason: string
    readonly document?: string
    readonly lastAt: string
    readonly times: number
  }[]
  readonly next?: string
}

/** As many as the API gives in one answer. */
const mostAtOnce = 500

export function refusedCommand(): Command {
  return new Command('refused')
    .description('packets that were refused at the door and never became a message, the last ones first')
    .option('--limit <number>', `how many, ${mostAtOnce} at most`, wholeNumber(1, mostAtOnce), 20)
    .option('--json', 'as the API gives them')
    .addHelpText('after', '\nExample:\n  npx landbridge refused --limit 5')
    .action(async ({ limit, json }: { limit: number; json?: boolean }) => {
      const page = await ask<RefusalPage>(`refusals?limit=${limit}`)
      if (json) return console.log(JSON.stringify(page, undefined, 2))
      if (page.items.length === 0) return console.log('Nothing was refused within the last 30 days.')
      console.log(
        tableLines(['last', 'times', 'channel', 'status', 'sender', 'from', 'document', 'reason'], page.items.map(rowOf)).join(
          '\n',
        ),
      )
      if (page.next === undefined) return
      const more = limit < mostAtOnce ? `: --limit ${Math.min(limit * 5, mostAtOnce)}` : ''
      console.log(`\nThe last ${count(limit, 'refusal')}; there are older ones${more}`)
    })
}

function rowOf({
  lastAt,
  times,
  channel,
  status,
  sender,
  system,
  from,
  document,
  reason,
}: RefusalPage['items'][number]): string[] {
  const told = [localTime(lastAt), String(times), channel, String(status ?? '')]
  return [...told, system ?? sender ?? 'not known', from, isNumber(document) ? shortNumber(document) : (document ?? ''), reason]
}

/** That of an IDoc; the id of an XI message may begin with zeros too. */
function isNumber(document = ''): boolean {
  return /^\d+$/.test(document)
}
