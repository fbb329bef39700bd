import type { TestContext } from 'node:test'
import { GuessLimit } from '../../src/access/guess-limit.ts'
import { Senders } from '../../src/channels/idoc-http/senders.ts'
import { idocSoap } from '../../src/channels/idoc-soap/idoc-soap.ts'
import type { Accept } from '../../src/message/arrival.ts'
import { httpChannel } from './http-channel.ts'

const senders = [
  { system: 'S4HCLNT100', user: 'S4HCLNT100', password: 'sandbox' },
  { system: 'S4HCLNT200', user: 'second', password: 'other' },
]

/** The channel `idoc-soap`, before this engine. */
export function soapChannel(t: TestContext, accept: Accept) {
  return httpChannel(
    t,
    idocSoap({ accept, senders: new Senders(senders, new GuessLimit()), maxPacketBytes: 1_000_000, maxIdocBytes: 100_000 }),
    '/idoc-soap',
  )
}
