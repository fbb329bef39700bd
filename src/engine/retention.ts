import type { Logger } from 'pino'
import type { Sql } from 'postgres'
import { type DueMonth, dropMonths } from '../store/drop-months.ts'

interface Needs {
  readonly sql: Sql
  readonly log: Pick<Logger, 'info' | 'warn'>
  /** As the settings say; nothing: all months are kept. */
  readonly keepMonths: number | undefined
}

/**
 * Drops the months that are not to be kept any more, and says so in the log. What keeps a month that is due is said once, and again when
 * that changes. Gives what is to be done now and then.
 */
export function retention({ sql, log, keepMonths }: Needs): (now: Date) => Promise<void> {
  const said = new Map<string, string>()
  return async (now) => {
    if (keepMonths === undefined) return
    const before = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - keepMonths))
    for (const due of await dropMonths(sql, before, { who: 'settings/keepMonths' })) {
      const sentence = sentenceOf(due)
      if (due.became === 'dropped') log.info({ month: due.month, messages: due.messages }, sentence)
      else if (said.get(due.month) !== sentence) log.warn({ month: due.month }, sentence)
      said.set(due.month, sentence)
    }
  }
}

function sentenceOf(due: DueMonth): string {
  const { month } = due
  if (due.became === 'dropped') return `The month ${month} was dropped (keepMonths), messages: ${due.messages}`
  const isDue = `The month ${month} is due to be dropped (keepMonths), but`
  if (due.became === 'in use') return `${isDue} its tables were in use for too long; trying again each hour`
  const left = [
    due.open > 0 ? `open messages: ${due.open}, restart or cancel them (${search(month)})` : [],
    due.unanswered > 0 ? `not answered yet: ${due.unanswered}, what is said of answers in this log tells why` : [],
  ]
  return `${isDue} not all of it is done; ${left.flat().join('; ')}`
}

/** Finds what is open of a month. */
function search(month: string): string {
  const [year, number] = month.split('-').map(Number) as [number, number]
  const lastDay = new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10)
  return `npx landbridge messages --from ${month}-01 --to ${lastDay} --status held, then parked, then waiting`
}
