import assert from 'node:assert/strict'
import { connect, type Socket } from 'node:net'
import { test } from 'node:test'
import { asSap } from '../support/credentials.ts'
import { debmas, debmasPacket } from '../support/idocs.ts'
import { landbridge } from '../support/landbridge.ts'
import { until } from '../support/until.ts'

test('large packets that come slowly, more of them than there are connections to the database, keep nobody else waiting', async (t) => {
  const product = await landbridge(t, (settings) => ({ ...settings, maxIdocBytes: 65_536 }))
  const { hostname, port } = new URL(product.url)
  const sockets: Socket[] = []
  let sent = 0
  for (let sender = 0; sender < 30; sender++) {
    const socket = connect(Number(port), hostname)
    sockets.push(socket)
    const first = 1 + sender * 1000
    const packet = debmasPacket(Array.from({ length: 400 }, (_, n) => ({ docnum: first + n, customer: first + n })))
    const head = { host: hostname, 'content-type': 'text/xml', ...asSap, 'content-length': packet.length }
    const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}\r\n`)
    // The end of the packet does not come.
    socket.write(`POST /idoc HTTP/1.1\r\n${lines.join('')}\r\n${packet.slice(0, -100)}`, () => sent++)
  }
  await until('all are on their way', async () => sent === 30)
  assert.equal((await product.post(debmas({ docnum: 900_001, customer: 4711 }))).status, 200)
  await until('the customer is in Dynamics 365', async () => {
    const { waiting, delivering } = await product.get<{ waiting: number; delivering: number }>('/api/queues')
    return waiting === 0 && delivering === 0
  })
  assert.equal((await product.rows("accounts?$filter=accountnumber eq '0000004711'")).length, 1)
  // Else the product would wait for them when it is to end.
  for (const socket of sockets) socket.destroy()
})
