import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import type { Accept } from '../../message/arrival.ts'
import { takePacket } from './take-packet.ts'

test('of many packets at once two are in work, the others wait; a single IDoc does not wait behind them', async (t) => {
  const twoCame = Promise.withResolvers<void>()
  const go = Promise.withResolvers<void>()
  let [inWork, most] = [0, 0]
  const channel = await listening(t, async (packet) => {
    const { length } = packet as { length: number }
    if (length === 1) return []
    most = Math.max(most, ++inWork)
    if (inWork === 2) twoCame.resolve()
    await go.promise
    inWork--
    return []
  })
  const answers = Array.from({ length: 5 }, () => channel.post(200))
  await twoCame.promise
  assert.equal(await channel.post(1), 200)
  go.resolve()
  assert.deepEqual(await Promise.all(answers), [200, 200, 200, 200, 200])
  assert.equal(most, 2)
})

test('a packet that cannot be stored lets the next one have its turn', async (t) => {
  const channel = await listening(t, () => Promise.reject(new Error('the store is away')))
  const answers = await Promise.all(Array.from({ length: 5 }, () => channel.post(200)))
  assert.deepEqual(answers, [500, 500, 500, 500, 500])
})

/** A server that takes packets of so many IDocs. */
async function listening(t: TestContext, accept: Accept) {
  const limits = { maxPacketBytes: 10_000_000, maxIdocBytes: 10_000_000 }
  const server = createServer((request, response) => {
    takePacket(request, { accept, ...limits }, () => {}).then(
      () => response.end(),
      () => response.writeHead(500).end(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const post = async (idocs: number) => {
    const headers = { 'content-type': 'text/xml' }
    const answer = await fetch(url, { method: 'POST', headers, body: packetOf(idocs) })
    await answer.body?.cancel()
    return answer.status
  }
  return { post }
}

function packetOf(idocs: number): string {
  const control = '<TABNAM>EDI_DC40</TABNAM><MANDT>100</MANDT><IDOCTYP>DEBMAS07</IDOCTYP><SNDPRN>S4HCLNT100</SNDPRN>'
  const idoc = (_: unknown, number: number) => `<IDOC BEGIN="1">
    <EDI_DC40 SEGMENT="1">${control}<DOCNUM>${String(number).padStart(16, '0')}</DOCNUM><MESTYP>DEBMAS</MESTYP></EDI_DC40>
    <E1KNA1M SEGMENT="1"><KUNNR>0000004711</KUNNR><NAME1>Example of a name that is long enough</NAME1><ORT01>Village</ORT01></E1KNA1M>
  </IDOC>`
  return `<DEBMAS07>${Array.from({ length: idocs }, idoc).join('')}</DEBMAS07>`
}
