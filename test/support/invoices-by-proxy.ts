import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'
import Fastify from 'fastify'
import { GuessLimit } from '../../src/access/guess-limit.ts'
import { api } from '../../src/api/api.ts'
import { Senders } from '../../src/channels/idoc-http/senders.ts'
import { xiHttp } from '../../src/channels/xi-http/xi-http.ts'
import { createLog } from '../../src/create-log.ts'
import { awaitOutcome } from '../../src/engine/await-outcome.ts'
import { FreshDocuments } from '../../src/engine/fresh-documents.ts'
import { receiver } from '../../src/engine/receive.ts'
import { Worker } from '../../src/engine/worker.ts'
import { loadInterfaces } from '../../src/interfaces/load.ts'
import { defineInterface } from '../../src/mapping/define-interface.ts'
import { anyOf, idoc, xi } from '../../src/mapping/receives.ts'
import { row } from '../../src/mapping/row.ts'
import { firstOf } from '../../src/mapping/rules/combine.ts'
import { field } from '../../src/mapping/rules/field.ts'
import { table, text } from '../../src/mapping/tables.ts'
import { noValueMappings } from '../../src/mapping/value-mappings.ts'
import type { IntegrationError } from '../../src/message/errors.ts'
import type { ObjectWrites, Receiver } from '../../src/message/write.ts'
import { openXi } from '../../src/xi/parse.ts'
import { noRefresh, noRows } from './api-server.ts'
import { asSap } from './credentials.ts'
import { freshDatabase } from './database.ts'
import { useProxyInterface } from './proxy-interface.ts'
import { until } from './until.ts'
import { type XiRequest, xiIdOf, xiMessage } from './xi-messages.ts'

/** Engine and channel on a database of their own, before a Dynamics 365 that answers what the test says. */
export async function invoicesByProxy(
  t: TestContext,
  given: { answer?: (object: ObjectWrites) => IntegrationError | undefined; patience?: number } = {},
) {
  const database = await freshDatabase()
  const { sql } = database
  const written: ObjectWrites[] = []
  const dynamics: Receiver = {
    async write(objects) {
      return objects.map((object) => {
        const error = given.answer?.(object)
        if (error !== undefined) return { rows: [], warnings: [], error }
        written.push(object)
        const [, number] = object.objectKey.split('/')
        const rows = object.writes.map(({ table, key }) => ({
          table: table.name,
          key,
          id: `id of ${number}`,
          operation: 'create' as const,
        }))
        return { rows, warnings: [] }
      })
    },
    async close() {},
  }
  const loaded = (await loadInterfaces(useProxyInterface(t))).get('proxy-customer')
  assert.ok(loaded)
  const interfaces = new Map([['invoice', { ...loaded, ...definition, tables: [invoices], valueMappings: noValueMappings }]])
  const log = createLog({ logLevel: 'silent' })
  const receivers = new Map([['dataverse', { channel: dynamics, match: 'key' as const }]])
  const fresh = new FreshDocuments()
  const worker = new Worker({
    sql,
    interfaces,
    fresh,
    receivers,
    log,
    stops: { has: () => false },
    settled() {},
    async paused() {},
  })
  const accept = receiver({ sql, interfaces, fresh, arrived: () => worker.wake() })
  const http = Fastify({ loggerInstance: log })
  await http.register(
    xiHttp({
      accept,
      refused() {},
      outcome: awaitOutcome(sql, { milliseconds: given.patience ?? 60_000 }),
      senders: new Senders([{ system: 'S4HCLNT100', user: 'S4HCLNT100', password: 'sandbox' }], new GuessLimit()),
      maxPacketBytes: 1_000_000,
      maxIdocBytes: 1_000_000,
    }),
  )
  await http.register(
    api({
      sql,
      interfaces,
      access: { users: [{ name: 'S4HCLNT100', password: 'sandbox', roles: ['administrator', 'personal-data', 'crm'] }] },
      accept,
      rows: noRows,
      refresh: noRefresh,
      wake: () => worker.wake(),
      log,
    }),
  )
  await http.listen({ port: 0, host: '127.0.0.1' })
  worker.start()
  t.after(async () => {
    await http.close()
    await worker.stop()
    await database.drop()
  })
  const { port } = http.server.address() as AddressInfo
  return {
    sql,
    url: `http://127.0.0.1:${port}`,
    written,
    async post({ body, contentType }: XiRequest) {
      const headers = { ...asSap, 'content-type': contentType }
      const response = await fetch(`http://127.0.0.1:${port}/xi`, { method: 'POST', headers, body })
      const text = await response.text()
      const type = response.headers.get('content-type') ?? ''
      return { status: response.status, text, answer: openXi(Buffer.from(text), type) }
    },
    async api(method: 'GET' | 'POST', path: string, body?: string) {
      const headers = { ...asSap, ...(body !== undefined && { 'content-type': 'text/xml' }) }
      const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, headers, ...(body !== undefined && { body }) })
      assert.ok(response.ok, `${method} ${path} answered ${response.status}`)
      return response.json()
    },
    settled: () =>
      until('nothing is left to do', async () => (await sql`select from queue_entry where not held limit 1`).length === 0),
  }
}

/** An invoice as the proxy sends it. */
export function proxyInvoice(
  number: number | '',
  more: { id?: number; name?: string; quality?: string; queueId?: string } = {},
): XiRequest {
  const { id = Number(number), name = 'example', queueId } = more
  const quality = queueId === undefined ? {} : { quality: 'ExactlyOnceInOrder' }
  return xiMessage({
    ...quality,
    ...more,
    messageId: xiIdOf(id),
    payload: `<n0:MT_Invoice xmlns:n0="urn:example:fi"><Number>${number}</Number><Name languageCode="EN">${name}</Name><Amount currencyCode="EUR">1.00</Amount></n0:MT_Invoice>`,
  })
}

const invoices = table(
  { name: 'invoice', set: 'invoices', id: 'invoiceid', key: ['number'] },
  { number: text(20), name: text(20), currency: text(3), sender: text(20) },
)

const definition = defineInterface({
  name: 'invoice',
  title: 'Invoice',
  receives: anyOf(idoc('INVOIC'), xi({ interface: 'SI_Invoice_Out', namespace: 'urn:example:fi' })),
  objects: 'MT_Invoice',
  objectKey: field('Number'),
  rows: [
    row(invoices, {
      key: { number: field('Number') },
      columns: {
        name: firstOf('Name[@languageCode=EN]/text', 'Name'),
        currency: field('Amount@currencyCode'),
        sender: field('XI/SenderService'),
      },
    }),
  ],
})
