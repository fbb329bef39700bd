import { setTimeout as pause } from 'node:timers/promises'
import { basic } from './client.ts'
import { CommandFailed } from './exit.ts'
import type { IdocPacket } from './idoc-packets.ts'
import { messagesIn, refusalIn, type Target } from './send-file.ts'

/** What became of the IDocs of a packet. */
export interface Posted {
  readonly accepted: number
  readonly repeated: number
  /** A sentence for each that was not taken. */
  readonly refused: readonly string[]
}

/**
 * Posts a packet; a Landbridge that is away or busy is waited for, five minutes. When something in it is refused its IDocs go one by one.
 * @throws {CommandFailed} nobody answers, or the sender may not send
 */
export async function postPacket(packet: IdocPacket, target: Target): Promise<Posted> {
  const answer = await post(packet.body, target)
  if (answer.ok) {
    const messages = messagesIn(await answer.text())
    return { accepted: messages.length, repeated: messages.filter(({ repeated }) => repeated).length, refused: [] }
  }
  const problem = await refusalIn(answer)
  if (noneAreTaken.includes(answer.status)) throw new CommandFailed(problem)
  if (packet.idocs === 1) return { accepted: 0, repeated: 0, refused: [problem] }
  const each: Posted[] = []
  for (const body of split(packet.body)) each.push(await postPacket({ body, idocs: 1, end: packet.end }, target))
  return {
    accepted: each.reduce((total, one) => total + one.accepted, 0),
    repeated: each.reduce((total, one) => total + one.repeated, 0),
    refused: each.flatMap((one) => one.refused),
  }
}

async function post(body: Buffer, { url, user, password }: Target): Promise<Response> {
  const headers = { authorization: basic(user, password), 'content-type': 'text/xml' }
  for (let tries = 1; ; tries++) {
    const answer = await fetch(`${url}/idoc`, { method: 'POST', headers, body: new Uint8Array(body) }).catch(
      (error: Error) => error,
    )
    if (answer instanceof Response && answer.status !== 503) return answer
    if (tries === mostTries) {
      throw new CommandFailed(`Landbridge at ${url} is not ready; the same command goes on where this one ends, when it is`)
    }
    await pause(Math.min(500 * 2 ** (tries - 1), 10_000))
  }
}

/** The sender is not let in: the next IDoc would not be taken either. */
const noneAreTaken = [401, 403, 429]

/** About five minutes. */
const mostTries = 34

function split(body: Buffer): Buffer[] {
  const text = body.toString('latin1')
  const first = text.search(/<IDOC[\s>]/)
  const [head, tail] = [text.slice(0, first), text.slice(text.lastIndexOf('</IDOC>') + '</IDOC>'.length)]
  const idocs = text.match(/<IDOC[\s>][\s\S]*?<\/IDOC>/g) ?? []
  return idocs.map((idoc) => Buffer.from(head + idoc + tail, 'latin1'))
}
