import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connect } from '../../src/store/connect.ts'
import { removePayloads } from '../../src/store/remove-payloads.ts'
import { asAdmin } from '../support/credentials.ts'
import { debmas } from '../support/idocs.ts'
import { landbridge } from '../support/landbridge.ts'

const key = 'business-partner/4711'

test('a message whose payload was removed is still shown, can be neither read, restarted nor edited, and all else goes on', async (t) => {
  let databaseUrl = ''
  const product = await landbridge(t, (settings) => {
    databaseUrl = settings.databaseUrl ?? ''
    return {
      ...settings,
      interfaces: { 'business-partner': { amounts: 'true', enabled: true, receiver: 'dataverse', keepDays: 30 } },
    }
  })
  const customer = (docnum: number, name: string) => debmas({ docnum, customer: 4711, fields: { NAME1: name, LAND1: 'DE' } })
  await product.post(customer(1, 'One'))
  await product.settled()
  const sql = connect(databaseUrl, { max: 1 })
  t.after(() => sql.end())
  const due = { interface: 'business-partner', before: new Date(Date.now() + 1000), keptDays: 30 }
  assert.deepEqual(await removePayloads(sql, due), { removed: 1, isMore: false })

  const shown = await product.get<{ id: string; status: string; payloadKeptDays: number; bytes: number }>('/api/messages/1')
  assert.deepEqual([shown.status, shown.payloadKeptDays, shown.bytes], ['delivered', 30, 0])
  const gone = /^Its payload was removed after 30 days \(keepDays of its interface\)\. Have SAP send the object in a new document/
  for (const [method, page, body] of [
    ['GET', 'payload'],
    ['GET', 'document'],
    ['GET', 'writes'],
    ['POST', 'edit', customer(1, 'Two')],
    ['POST', 'check', customer(1, 'Two')],
  ] as const) {
    const headers = { ...asAdmin, 'content-type': 'text/xml' }
    const answer = await fetch(`${product.url}/api/messages/1/${page}`, { method, headers, ...(body && { body }) })
    const { title, detail } = (await answer.json()) as { title: string; detail: string }
    assert.deepEqual([answer.status, title], [404, 'Its payload is gone'], page)
    assert.match(detail, gone)
  }
  interface Changed {
    changed: number
    refused: { objectKey: string; why: string }[]
  }
  const { changed, refused } = await product.act<Changed>('/api/messages/1/restart')
  assert.deepEqual([changed, refused.map(({ objectKey }) => objectKey)], [0, [key]])
  assert.match(refused[0]?.why ?? '', gone)

  // The same document again is known; a new one is compared with what is there, and what it changes is told from the record.
  await product.post(customer(1, 'One'))
  await product.post(customer(2, 'Two'))
  await product.settled()
  interface Writes {
    objects: { writes: { columns: Record<string, { change: string }> }[] }[]
  }
  const { objects } = await product.get<Writes>('/api/messages/2/writes')
  assert.equal(objects[0]?.writes[0]?.columns.name?.change, 'unknown', 'what was before nobody knows any more')
  assert.equal((await product.rows<{ name: string }>('accounts?$select=name'))[0]?.name, 'Two')

  const difference = async () =>
    (await product.get<{ differences: unknown[] }>(`/api/differences?objectKey=${encodeURIComponent(key)}`)).differences
  assert.deepEqual(await difference(), [], 'what is written is compared with Dynamics 365 without the documents')
  const { messages } = await product.act<{ messages: { messageId: string }[] }>('/api/write-again', { objectKeys: [key] })
  await product.settled()
  const again = await product.get<{ status: string }>(`/api/messages/${messages[0]?.messageId}`)
  assert.equal(again.status, 'delivered')
})
