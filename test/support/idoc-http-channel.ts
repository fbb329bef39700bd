import type { TestContext } from 'node:test'
import { GuessLimit } from '../../src/access/guess-limit.ts'
import { idocHttp } from '../../src/channels/idoc-http/idoc-http.ts'
import { Senders } from '../../src/channels/idoc-http/senders.ts'
import type { Accept, Arrival } from '../../src/message/arrival.ts'
import type { Refusal } from '../../src/message/refusal.ts'
import { httpChannel } from './http-channel.ts'

const megabyte = 1024 * 1024
const senders = [
  { system: 'S4HCLNT100', user: 'S4HCLNT100', password: 'sandbox' },
  { system: 'S4HCLNT200', user: 'second', password: 'pässword:2' },
]

/** The channel `idoc-http`, before an engine that keeps what it takes in an array, all of a packet or nothing, and what is refused in another. */
export async function idocHttpChannel(t: TestContext, accept?: Accept, limits: { maxPacketBytes?: number } = {}) {
  const stored: Arrival[] = []
  const refused: Refusal[] = []
  const keep: Accept = async (arrivals) => {
    const taken: Arrival[] = []
    for await (const arrival of arrivals) taken.push(arrival)
    const known = new Set(stored.map((arrival) => arrival.identity))
    const repeated = (arrival: Arrival) => known.has(arrival.identity)
    stored.push(...taken.filter((arrival) => !repeated(arrival)))
    return taken.map((arrival) => ({
      messageId: `message-${Number(arrival.idoc)}`,
      interface: 'business-partner',
      idoc: arrival.idoc,
      repeated: repeated(arrival),
    }))
  }
  const sizes = { maxPacketBytes: 4 * megabyte, maxIdocBytes: megabyte, ...limits }
  const told = { accept: accept ?? keep, refused: (refusal: Refusal) => void refused.push(refusal) }
  const channel = await httpChannel(t, idocHttp({ ...told, senders: new Senders(senders, new GuessLimit()), ...sizes }), '/idoc')
  return { ...channel, stored, refused }
}

/** One that says with which error the first packet could not be read to its end. */
export async function readingChannel(t: TestContext) {
  const failed = Promise.withResolvers<unknown>()
  const channel = await idocHttpChannel(t, async (arrivals) => {
    try {
      for await (const _ of arrivals);
    } catch (error) {
      failed.resolve(error)
      throw error
    }
    return []
  })
  return { port: channel.port, failed: failed.promise }
}

export function packet(...idocs: string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<DEBMAS07>\n${idocs.join('\n')}\n</DEBMAS07>`
}

export function idoc(number: string, name = 'Example'): string {
  const control = {
    TABNAM: 'EDI_DC40',
    MANDT: '100',
    DOCNUM: number.padStart(16, '0'),
    IDOCTYP: 'DEBMAS07',
    MESTYP: 'DEBMAS',
    SNDPRN: 'S4HCLNT100',
    SERIAL: '20240501120000',
  }
  const fields = Object.entries(control).map(([field, value]) => `<${field}>${value}</${field}>`)
  return `<IDOC BEGIN="1"><EDI_DC40 SEGMENT="1">${fields.join('')}</EDI_DC40>
<E1KNA1M SEGMENT="1"><KUNNR>0000004711</KUNNR><NAME1>${name}</NAME1></E1KNA1M></IDOC>`
}
