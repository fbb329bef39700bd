import type { IdocPacket } from './idoc-packets.ts'
import { postPatiently } from './post-patiently.ts'
import { messagesIn, type Target } from './send-file.ts'

/** What became of the IDocs of a packet. */
export interface Posted {
  readonly accepted: number
  readonly repeated: number
  /** A sentence for each that was not taken. */
  readonly refused: readonly string[]
}

/**
 * Posts a packet. When something in it is refused its IDocs go one by one.
 * @throws {CommandFailed} nobody answers, or the sender may not send
 */
export async function postPacket(packet: IdocPacket, target: Target): Promise<Posted> {
  const answered = await postPatiently('/idoc', new Uint8Array(packet.body), target)
  if ('stored' in answered) {
    const messages = messagesIn(answered.stored)
    return { accepted: messages.length, repeated: messages.filter(({ repeated }) => repeated).length, refused: [] }
  }
  if (packet.idocs === 1) return { accepted: 0, repeated: 0, refused: [answered.refused] }
  const each: Posted[] = []
  for (const body of split(packet.body)) each.push(await postPacket({ body, idocs: 1, end: packet.end }, target))
  return {
    accepted: each.reduce((total, one) => total + one.accepted, 0),
    repeated: each.reduce((total, one) => total + one.repeated, 0),
    refused: each.flatMap((one) => one.refused),
  }
}

function split(body: Buffer): Buffer[] {
  const text = body.toString('latin1')
  const first = text.search(/<IDOC[\s>]/)
  const [head, tail] = [text.slice(0, first), text.slice(text.lastIndexOf('</IDOC>') + '</IDOC>'.length)]
  const idocs = text.match(/<IDOC[\s>][\s\S]*?<\/IDOC>/g) ?? []
  return idocs.map((idoc) => Buffer.from(head + idoc + tail, 'latin1'))
}
