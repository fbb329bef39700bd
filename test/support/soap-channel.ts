import type { TestContext } from 'node:test'
import { GuessLimit } from '../../src/access/guess-limit.ts'
import { Senders } from '../../src/channels/idoc-http/senders.ts'
import { idocSoap } from '../../src/channels/idoc-soap/idoc-soap.ts'
import type { Accept } from '../../src/message/arrival.ts'
import type { Refusal } from '../../src/message/refusal.ts'
import { httpChannel } from './http-channel.ts'

const senders = [
  { system: 'S4HCLNT100', user: 'S4HCLNT100', password: 'sandbox' },
  { system: 'S4HCLNT200', user: 'second', password: 'other' },
]

/** The channel `idoc-soap`, before this engine. */
export async function soapChannel(t: TestContext, accept: Accept) {
  const refused: Refusal[] = []
  const told = { accept, refused: (refusal: Refusal) => void refused.push(refusal) }
  const sizes = { maxPacketBytes: 1_000_000, maxIdocBytes: 100_000 }
  const channel = idocSoap({ ...told, senders: new Senders(senders, new GuessLimit()), ...sizes })
  return { ...(await httpChannel(t, channel, '/idoc-soap')), refused }
}
