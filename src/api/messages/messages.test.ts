import assert from 'node:assert/strict'
import { test } from 'node:test'
import { apiServer } from '../../../test/support/api-server.ts'
import { arrivals } from '../../../test/support/arrivals.ts'
import { asAdmin, basic } from '../../../test/support/credentials.ts'
import { debmas, docnum, matmas } from '../../../test/support/idocs.ts'
import { messageApi } from '../../../test/support/message-api.ts'

const { sql, server, accept, woken, get, post, arrive, fail } = await messageApi()

test('messages are listed newest first, a page at a time', async () => {
  for (const number of [1, 2, 3]) await arrive({ docnum: number, customer: 4710 + number })
  const first = await get('/api/messages?limit=2')
  assert.deepEqual(
    first.items.map((item: { idoc: string }) => item.idoc),
    [docnum(3), docnum(2)],
  )
  const second = await get(`/api/messages?limit=2&cursor=${first.next}`)
  assert.deepEqual([second.items.length, second.items[0].idoc, second.next], [1, docnum(1), undefined])
  const [item] = first.items
  assert.deepEqual(
    { ...item, id: '', receivedAt: '' },
    {
      id: '',
      interface: 'business-partner',
      channel: 'idoc-http',
      system: 'S4HCLNT100',
      idoc: docnum(3),
      type: 'DEBMAS07',
      status: 'waiting',
      receivedAt: '',
      deliveries: [{ ...item.deliveries[0], objectKey: 'business-partner/4713', status: 'waiting', attempts: 0, rows: [] }],
      deliveryCount: 1,
    },
  )
})

test('every filter finds its message and no other', async () => {
  await arrive({ docnum: 1, customer: 4711 })
  await arrive({ docnum: 2, customer: '' })
  const [held] = (await get('/api/messages?status=held')).items
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString()
  for (const [query, found] of [
    ['status=held', [docnum(2)]],
    ['status=waiting', [docnum(1)]],
    ['status=delivered', []],
    ['objectKey=business-partner/4711', [docnum(1)]],
    ['objectKey=4711', [docnum(1)]],
    ['idoc=2', [docnum(2)]],
    [`idoc=${docnum(2)}`, [docnum(2)]],
    [`messageId=${held.id}`, [docnum(2)]],
    ['text=no%20KUNNR', [docnum(2)]],
    ['interface=business-partner', [docnum(2), docnum(1)]],
    ['interface=material', []],
    [`from=${tomorrow}`, []],
    [`to=${tomorrow.slice(0, 10)}`, [docnum(2), docnum(1)]],
  ] as const) {
    const { items } = await get(`/api/messages?${query}`)
    assert.deepEqual(
      items.map((item: { idoc: string }) => item.idoc),
      found,
      query,
    )
  }
})

test('a message is found by id, by the beginning of its id, and by IDoc number, and tells its tries', async () => {
  const id = await arrive({ docnum: 199045, customer: 1 })
  await fail(id, 'business-partner/1', 'The country XX is not known')
  for (const name of [id, id.slice(0, 30), '199045', docnum(199045)]) {
    const message = await get(`/api/messages/${name}`)
    assert.equal(message.id, id)
    assert.equal(message.status, 'held')
    assert.equal(message.attempts[0].reason, 'The country XX is not known')
  }
})

test('the payload is the bytes received, and no browser shows it as a page', async () => {
  const id = await arrive({ docnum: 1, customer: 4711, fields: { NAME1: 'Größe & Söhne' } })
  const answer = await server.inject({ url: `/api/messages/${id}/payload`, headers: asAdmin })
  assert.equal(answer.body, debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'Größe & Söhne' } }))
  assert.equal(answer.headers['content-type'], 'text/xml; charset=utf-8')
  assert.match(String(answer.headers['content-disposition']), /^attachment/)
  assert.equal(answer.headers['x-content-type-options'], 'nosniff')
})

test('the writes of a message are shown with the source of each column', async () => {
  const id = await arrive({
    docnum: 1,
    customer: 4711,
    fields: { MSGFN: '005', NAME1: 'Anker AG', UMSA1: '12.50', UWAER: 'EUR' },
  })
  const { objects } = await get(`/api/messages/${id}/writes`)
  const [account] = objects[0].writes
  assert.equal(objects[0].objectKey, 'business-partner/4711')
  assert.deepEqual(account.key, { accountnumber: '0000004711' })
  assert.deepEqual(account.columns.name, {
    value: 'Anker AG',
    source: 'E1KNA1M/NAME1',
    places: [{ segment: '0', field: 'NAME1' }],
    change: 'new',
    before: { value: null },
  })
  assert.equal(account.columns.revenue.value, '12.5')
  assert.deepEqual(account.columns.transactioncurrencyid.value, { table: 'transactioncurrency', key: { isocurrencycode: 'EUR' } })
})

test('of a document of more than a thousand objects the writes of the first thousand are shown, and of any that is asked for', async () => {
  const materials = Array.from({ length: 1001 }, (_, index) => ({ material: `M${index}` }))
  const [accepted] = await accept(arrivals(matmas(1, materials)))
  const url = `/api/messages/${accepted?.messageId}/writes`
  const { objects, more } = await get(url)
  assert.deepEqual([objects.length, objects[999].objectKey, more], [1000, 'material/M999', 1])
  const one = await get(`${url}?objectKey=material/M1000`)
  assert.deepEqual(
    one.objects.map(({ objectKey }: { objectKey: string }) => objectKey),
    ['material/M1000'],
  )
})

test('in a list a document has as many deliveries as are wanted, what is asked for and what is held among them', async () => {
  const materials = Array.from({ length: 300 }, (_, index) => ({ material: `M${1000 + index}` }))
  const [accepted] = await accept(arrivals(matmas(1, materials)))
  await sql`update delivery set status = 'delivered' where object_key <> 'material/M1250'`
  await sql`update delivery set status = 'held', reason = 'No such unit' where object_key = 'material/M1250'`
  await sql`delete from queue_entry`
  const keysOf = ({ deliveries }: { deliveries: { objectKey: string }[] }) => deliveries.map(({ objectKey }) => objectKey)
  const [listed] = (await get('/api/messages?deliveries=100')).items
  assert.deepEqual([listed.status, listed.deliveries.length, listed.deliveryCount], ['held', 100, 300])
  assert.ok(keysOf(listed).includes('material/M1250'))
  const [asked] = (await get('/api/messages?deliveries=100&objectKey=material/M1299')).items
  assert.equal(asked.status, 'held')
  assert.ok(keysOf(asked).includes('material/M1299') && keysOf(asked).includes('material/M1250'))
  assert.deepEqual(keysOf(asked), keysOf(asked).toSorted())
  const whole = await get(`/api/messages/${accepted?.messageId}`)
  assert.deepEqual([whole.deliveries.length, whole.deliveryCount], [300, 300])
})

test('one message has as many deliveries and last attempts as are wanted, what is held among them', async () => {
  const materials = Array.from({ length: 30 }, (_, index) => ({ material: `M${1000 + index}` }))
  const [accepted] = await accept(arrivals(matmas(1, materials)))
  await sql`
    update delivery set
      status = 'delivered', attempts = 1, started_at = now(), finished_at = now() + ltrim(object_key, 'material/M')::integer * interval '1 ms'
    where object_key <> 'material/M1025'`
  await sql`update delivery set status = 'held', reason = 'No such unit' where object_key = 'material/M1025'`
  await sql`
    insert into attempt (message_id, object_key, number, started_at, finished_at, outcome)
    values (${accepted?.messageId ?? ''}, 'material/M1025', 1, now() + interval '1 s', now() + interval '2 s', 'held')`
  await sql`delete from queue_entry`
  const url = `/api/messages/${accepted?.messageId}`
  const some = await get(`${url}?deliveries=3`)
  const keysOf = (items: { objectKey: string }[]) => items.map(({ objectKey }) => objectKey)
  assert.deepEqual(keysOf(some.deliveries), ['material/M1000', 'material/M1001', 'material/M1025'])
  assert.deepEqual(keysOf(some.attempts), ['material/M1028', 'material/M1029', 'material/M1025'])
  assert.deepEqual([some.status, some.deliveryCount, some.attemptCount], ['held', 30, 30])
  const whole = await get(url)
  assert.deepEqual([whole.deliveries.length, whole.attempts.length, whole.attemptCount], [30, 30, 30])
})

test('who may not see personal data sees keys, fields and sources, and that there are values', async (t) => {
  const viewer = { name: 'viewer', password: 'sandbox', roles: ['viewer', 'operator'] } as const
  const { server: guarded } = await apiServer(sql, { users: [viewer] })
  t.after(() => guarded.close())
  const id = await arrive({ docnum: 1, customer: 4711, fields: { NAME1: 'Anker AG' } })
  const headers = basic('viewer', 'sandbox')
  const ask = async (url: string) => guarded.inject({ url, headers })
  const { objects } = (await ask(`/api/messages/${id}/writes`)).json()
  const [account] = objects[0].writes
  assert.deepEqual(account.key, { accountnumber: '0000004711' })
  assert.deepEqual(account.columns.name, {
    value: null,
    hidden: true,
    source: 'E1KNA1M/NAME1',
    places: [{ segment: '0', field: 'NAME1' }],
    change: 'new',
    before: { value: null },
  })
  const document = await ask(`/api/messages/${id}/document`)
  assert.equal(document.statusCode, 200)
  assert.doesNotMatch(document.body, /Anker/)
  assert.match(document.body, /"NAME1":"•••"/)
  assert.doesNotMatch((await ask('/api/objects/business-partner/4711')).body, /Anker/)
  const payload = await ask(`/api/messages/${id}/payload`)
  assert.equal(payload.statusCode, 403)
  assert.equal(payload.json().title, 'viewer may not see personal data')
  assert.match(payload.json().detail, /it takes personal-data/)
  const edited = await guarded.inject({ method: 'POST', url: `/api/messages/${id}/edit`, headers, payload: '<x/>' })
  assert.equal(edited.statusCode, 403)
})

test('what is left empty, too long or too large is said with its limit', async () => {
  const id = await arrive({ docnum: 1, customer: 1 })
  const cancel = (payload: object) =>
    server.inject({ method: 'POST', url: `/api/messages/${id}/cancel`, headers: asAdmin, payload })
  assert.equal((await cancel({ reason: ' ' })).json().detail, 'reason: must not be empty. See /api/docs.')
  const long = await cancel({ reason: 'x'.repeat(1001) })
  assert.equal(long.json().detail, 'reason: must have at most 1000 characters. See /api/docs.')
  const large = await cancel({ reason: 'x'.repeat(2_000_000) })
  assert.equal(large.statusCode, 413)
  assert.equal(large.json().title, 'What was sent is too large')
})

test('the fields of a document are told in the language asked for, in English without being asked', async () => {
  const id = await arrive({ docnum: 1, customer: 4711, fields: { ORT01: 'Ulm' } })
  assert.equal((await get(`/api/messages/${id}/document`)).texts['E1KNA1M/ORT01'], 'city')
  assert.equal((await get(`/api/messages/${id}/document?language=de`)).texts['E1KNA1M/ORT01'], 'Ort')
  const answer = await server.inject({ url: `/api/messages/${id}/document?language=German`, headers: asAdmin })
  assert.equal(answer.statusCode, 400)
  assert.match(answer.json().detail, /language: must be a language of two letters, such as de/)
})

test('a held message is restarted, the worker is woken, and the audit log says who did it and why, as far as was said', async () => {
  const id = await arrive({ docnum: 1, customer: 1 })
  await fail(id, 'business-partner/1', 'not known')
  const before = woken()
  assert.deepEqual(await post(`/api/messages/${id}/restart`), { changed: 1, refused: [] })
  assert.equal((await get(`/api/messages/${id}`)).status, 'waiting')
  assert.equal(woken(), before + 1)
  await post(`/api/messages/${id}/restart`, { reason: 'the customer is there now' })
  assert.deepEqual(
    [...(await sql`select who, action, reason from audit order by id`)],
    [
      { who: 'admin', action: 'restart', reason: null },
      { who: 'admin', action: 'restart', reason: 'the customer is there now' },
    ],
  )
})

test('a message is cancelled with a reason, which stands in the audit log with the name; without one it is not', async () => {
  const id = await arrive({ docnum: 1, customer: 1 })
  for (const payload of [{}, { reason: '  ' }]) {
    const answer = await server.inject({ method: 'POST', url: `/api/messages/${id}/cancel`, headers: asAdmin, payload })
    assert.equal(answer.statusCode, 400)
  }
  assert.deepEqual(await post('/api/messages/1/cancel', { reason: 'test data' }), { changed: 1, refused: [] })
  assert.equal((await get(`/api/messages/${id}`)).status, 'cancelled')
  assert.deepEqual(
    [...(await sql`select who, action, reason from audit`)],
    [{ who: 'admin', action: 'cancel', reason: 'test data' }],
  )
})
