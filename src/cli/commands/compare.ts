import { Command } from 'commander'
import type { ColumnValue } from '../../message/write.ts'
import { sentence } from '../arguments.ts'
import { ask } from '../client.ts'
import { CommandFailed } from '../exit.ts'
import { progressBar } from '../progress-bar.ts'
import { count, oneLine } from '../words.ts'

interface Options {
  repair?: boolean
  reason?: string
  json?: boolean
}

export function compareCommand(): Command {
  return new Command('compare')
    .description('what others changed, deactivated or deleted in Dynamics 365 of what was written; --repair writes it again')
    .argument('<what...>', 'interfaces (business-partner) or objects (business-partner/4711)')
    .option('--repair', 'write the rows that differ again, whole, as SAP said last')
    .option('--reason <sentence>', 'why it is repaired; it stands in the audit log with your name', sentence)
    .option('--json', 'the differences as the API gives them')
    .addHelpText(
      'after',
      `
Rows are read and nothing is changed, unless --repair is given; a request to Dynamics 365 for each hundred rows.
Exit code 1 when something differs, or could not be repaired.

Examples:
  npx landbridge compare business-partner
  npx landbridge compare material/4711 --repair --reason 'deleted by mistake'`,
    )
    .action(async (names: string[], { repair = false, reason, json = false }: Options) => {
      const { compared, differences } = await compareAll(names)
      if (json) console.log(JSON.stringify(differences, undefined, 2))
      else for (const line of differences.flatMap(linesOf)) console.log(line)
      const keys = [...new Set(differences.map(({ objectKey }) => objectKey))]
      const all = count(compared, 'object')
      if (keys.length === 0) {
        if (!json) console.log(`${all} compared; Dynamics 365 holds all of ${compared === 1 ? 'it' : 'them'} as it was written`)
        return
      }
      const differ = `Of ${all} ${count(keys.length, 'differs', 'differ')}`
      if (!repair) throw new CommandFailed(`${json ? '' : '\n'}${differ}; --repair writes what SAP said last again`)
      const messages = await repairAll(keys, reason)
      if (!json)
        console.log(
          `\n${differ}; ${count(messages, 'message goes', 'messages go')} out to write it again: npx landbridge messages`,
        )
    })
}

interface Difference {
  readonly objectKey: string
  readonly receiver: string
  readonly table: string
  readonly isMissing: boolean
  readonly columns: Readonly<Record<string, { readonly written: Shown; readonly found: Shown }>>
  readonly state?: { readonly written: string; readonly found: string }
}

interface Shown {
  readonly value: ColumnValue
  readonly hidden?: true
}

interface Answer {
  readonly compared: number
  readonly all?: number
  readonly differences: readonly Difference[]
  readonly next?: string
}

async function compareAll(names: readonly string[]): Promise<{ compared: number; differences: Difference[] }> {
  const differences: Difference[] = []
  let compared = 0
  for (const name of names) {
    for await (const answer of answersAbout(name)) {
      differences.push(...answer.differences)
      compared += answer.compared
    }
  }
  return { compared, differences }
}

async function* answersAbout(name: string): AsyncGenerator<Answer> {
  let answer = await ask<Answer>(pathOf(name))
  const bar = progressBar('objects', answer.all ?? answer.compared)
  try {
    for (;;) {
      bar.increment(answer.compared)
      yield answer
      if (answer.next === undefined) return
      answer = await ask<Answer>(pathOf(name, answer.next))
    }
  } finally {
    bar.stop()
  }
}

function pathOf(name: string, after?: string): string {
  const asked = name.includes('/') ? { objectKey: name } : { interface: name, ...(after !== undefined && { after }) }
  return `differences?${new URLSearchParams(asked)}`
}

async function repairAll(keys: readonly string[], reason: string | undefined): Promise<number> {
  let messages = 0
  for (let start = 0; start < keys.length; start += 1000) {
    const body = { objectKeys: keys.slice(start, start + 1000), reason }
    messages += (await ask<{ messages: unknown[] }>('write-again', { method: 'POST', body })).messages.length
  }
  return messages
}

function linesOf({ objectKey, receiver, table, isMissing, columns, state }: Difference): string[] {
  const where = `${objectKey}  ${table}${receiver === 'dataverse' ? '' : ` (${receiver})`}`
  if (isMissing) return [`${where}  is not in Dynamics 365 any more`]
  return [
    ...(state === undefined ? [] : [`${where}  was left ${state.written}, is ${state.found} now`]),
    ...Object.entries(columns).map(
      ([name, { written, found }]) => `${where}.${name}  written ${textOf(written)}, now ${textOf(found)}`,
    ),
  ]
}

function textOf({ value, hidden }: Shown): string {
  if (hidden) return '(hidden)'
  if (value === null) return 'nothing'
  if (typeof value === 'object' && 'key' in value) return oneLine(Object.values(value.key).join(' '))
  return oneLine(String(value))
}
