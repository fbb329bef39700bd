import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { GuessLimit } from '../../src/access/guess-limit.ts'
import { Senders } from '../../src/channels/idoc-http/senders.ts'
import { xiHttp } from '../../src/channels/xi-http/xi-http.ts'
import type { Accept, Arrival } from '../../src/message/arrival.ts'
import type { AwaitedOutcome, AwaitOutcome } from '../../src/message/awaited-outcome.ts'
import type { Refusal } from '../../src/message/refusal.ts'
import { attributeOf, childOf, type Element, elementTree } from '../../src/xi/element-tree.ts'
import { soap, xi30 } from '../../src/xi/namespaces.ts'
import { openXi } from '../../src/xi/parse.ts'
import { httpChannel } from './http-channel.ts'
import type { XiRequest } from './xi-messages.ts'

const senders = [
  { system: 'S4HCLNT100', user: 'S4HCLNT100', password: 'sandbox' },
  { system: 'S4HCLNT200', user: 'second', password: 'sandbox' },
  { system: 'BS_S4H_300', user: 'second', password: 'sandbox' },
]

/** The id of the message that the engine of `xiChannel` makes of what it takes. */
export const storedId = '0193583f-0000-7000-8000-000000000001'

/** The channel `xi-http`, before an engine that keeps what it takes in an array. */
export async function xiChannel(
  t: TestContext,
  given: { accept?: Accept; outcome?: AwaitOutcome; logged?: { write(line: string): void } } = {},
) {
  const arrivals: Arrival[] = []
  const refused: Refusal[] = []
  const keep: Accept = async (packet) => {
    for await (const arrival of packet) {
      if (!arrivals.some(({ identity }) => identity === arrival.identity)) arrivals.push(arrival)
    }
    return [{ messageId: storedId, interface: 'invoice', idoc: undefined, repeated: false }]
  }
  const { accept = keep, outcome = becoming({ status: 'delivered', rows: [], reason: undefined }) } = given
  const sizes = { maxPacketBytes: 1024 * 1024, maxIdocBytes: 256 * 1024 }
  const told = { accept, outcome, refused: (refusal: Refusal) => void refused.push(refusal) }
  const own = xiHttp({ ...told, senders: new Senders(senders, new GuessLimit()), ...sizes })
  const channel = await httpChannel(t, own, '/xi', given.logged)
  return {
    ...channel,
    arrivals,
    refused,
    post: (
      { body, contentType }: Omit<XiRequest, 'body'> & { body: RequestInit['body'] & {} },
      headers: Record<string, string> = {},
      path?: string,
    ) => channel.post(body, { 'content-type': contentType, soapaction: '', ...headers }, path),
  }
}

/** An engine whose message ends so. */
export function becoming(outcome: AwaitedOutcome): AwaitOutcome {
  return async (messageId) => {
    assert.equal(messageId, storedId)
    return outcome
  }
}

/** What a SystemError says. */
export function systemErrorOf(text: string) {
  const { header } = openXi(Buffer.from(text), 'text/xml')
  assert.equal(header.messageClass, 'SystemError')
  return { refToMessageId: header.refToMessageId, ...xiErrorOf(childOf(elementTree(text, 'the answer'), soap, 'Header')) }
}

/** What the SAP:Error in this element says. */
export function xiErrorOf(parent: Element | undefined) {
  const error = childOf(parent, xi30, 'Error')
  const code = childOf(error, xi30, 'Code')
  return {
    code: `${attributeOf(code, 'area')}/${code?.text}`,
    reason: childOf(error, xi30, 'AdditionalText')?.text ?? '',
    retry: childOf(error, xi30, 'Retry')?.text,
  }
}
