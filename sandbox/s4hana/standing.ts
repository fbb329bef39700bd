import type { Answer } from './answers.ts'
import type { OutboxDocument } from './outbox.ts'

/** How an outbound IDoc stands, as transaction WE02 would show it: its last status, and those before. */
export interface Standing {
  readonly status: string
  readonly text: string
  readonly at: string
  readonly before: readonly string[]
}

/** A receiver's answer adds a status to what the port said: 41 or 40 of STATUS, or what ALEAUD's 53 and 51 mean to the sender. */
export function standingOf({ docnum, statuses }: OutboxDocument, answers: readonly Answer[]): Standing {
  const own = statuses.map(({ status }) => status as string)
  const said = answers.filter((answer) => nameOf(answer.docnum) === nameOf(docnum))
  // Of several objects in one IDoc the one that was not posted counts.
  const last = said.find((answer) => outbound(answer.status) === '40') ?? said.at(-1)
  if (last !== undefined) return { status: outbound(last.status), text: last.text, at: last.at, before: own }
  const port = statuses.at(-1)
  return { status: port?.status ?? '', text: port?.text ?? '', at: port?.at ?? '', before: own.slice(0, -1) }
}

function outbound(status: string): string {
  const meanings: Record<string, string> = { '53': '41', '51': '40', '16': '41', '17': '40' }
  return meanings[status] ?? status
}

/** A message id is written with hyphens or without, in capitals or small letters. */
function nameOf(docnum: string): string {
  return docnum.replaceAll('-', '').toLowerCase()
}
