import { Command } from 'commander'
import { wholeNumber } from '../arguments.ts'
import { ask } from '../client.ts'
import { tableLines } from '../table.ts'
import { count, localTime, shortNumber } from '../words.ts'

/** As GET /api/answers/refused gives it. */
interface AnswerPage {
  readonly items: readonly {
    readonly messageId: string
    readonly idoc?: string
    readonly xiMessageId?: string
    readonly type: string
    readonly system: string
    readonly reason: string
    readonly since: string
    readonly nextTryAt: string
  }[]
  readonly next?: string
}

/** As many as the API gives in one answer. */
const mostAtOnce = 500

export function answersCommand(): Command {
  return new Command('answers')
    .description('answers that SAP refuses for what they say, those of the oldest messages first')
    .option('--limit <number>', `how many, ${mostAtOnce} at most`, wholeNumber(1, mostAtOnce), 100)
    .option('--json', 'as the API gives them')
    .addHelpText('after', '\nExample:\n  npx landbridge answers --limit 5')
    .action(async ({ limit, json }: { limit: number; json?: boolean }) => {
      const page = await ask<AnswerPage>(`answers/refused?limit=${limit}`)
      if (json) return console.log(JSON.stringify(page, undefined, 2))
      const [first] = page.items
      if (first === undefined) return console.log('SAP refuses no answer.')
      console.log(tableLines(['since', 'system', 'message', 'type', 'next try', 'reason'], page.items.map(rowOf)).join('\n'))
      if (page.next !== undefined) console.log(`\nThe first ${count(limit, 'answer')}; there are more`)
      console.log(
        `\nPut right in SAP what the reason says; then npx landbridge send-answer ${nameOf(first)}, or it goes by itself at its next try. What SAP will never take: npx landbridge give-up-answer ${nameOf(first)} --reason '…'`,
      )
    })
}

function rowOf(answer: AnswerPage['items'][number]): string[] {
  const { since, system, type, nextTryAt, reason } = answer
  return [localTime(since), system, nameOf(answer), type, localTime(nextTryAt), reason]
}

function nameOf({ idoc, xiMessageId, messageId }: AnswerPage['items'][number]): string {
  return shortNumber(idoc) || (xiMessageId ?? messageId)
}
