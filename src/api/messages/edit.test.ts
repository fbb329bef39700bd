import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { apiServer } from '../../../test/support/api-server.ts'
import { arrivals } from '../../../test/support/arrivals.ts'
import { asAdmin, basic } from '../../../test/support/credentials.ts'
import { debmas, docnum, matmas } from '../../../test/support/idocs.ts'
import { messageApi } from '../../../test/support/message-api.ts'
import { requestArrival } from '../../engine/request-arrival.ts'
import { crmContentType, crmDocument } from '../../mapping/crm.ts'

const { sql, server, accept, get } = await messageApi([
  { name: 'admin', password: 'sandbox', roles: ['administrator', 'personal-data'] },
  { name: 'viewer', password: 'sandbox', roles: ['viewer'] },
])
const asViewer = basic('viewer', 'sandbox')
const asXml = { ...asAdmin, 'content-type': 'text/xml' }

let id: string
beforeEach(async () => {
  const [accepted] = await accept(arrivals(debmas({ docnum: 1, customer: '' })))
  id = accepted?.messageId ?? ''
})

test('a corrected document is checked: what it would write, or where it is wrong; nothing is stored', async () => {
  const { objects } = (await post('check', debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'Muster' } }))).json()
  assert.equal(objects[0].objectKey, 'business-partner/4711')
  assert.deepEqual([objects[0].writes[0].isNew, objects[0].writes[0].columns.name.value], [true, 'Muster'])
  const wrong = await post('check', '<DEBMAS07>\n<IDOC>')
  assert.equal(wrong.statusCode, 422)
  assert.match(wrong.json().detail, /line 2/)
  assert.equal((await sql`select from message`).length, 1)
})

test('of a document of very many objects what is wrong is shown first, whether it is tried or corrected', async () => {
  const materials = Array.from({ length: 1002 }, (_, index) => ({ material: `M${index}`, text: 'Pump' }))
  const wrong = { material: 'WRONG', text: 'Pump', fields: { MEINS: 'XZQ' } }
  const document = matmas(2, [...materials, wrong])
  const [material] = await accept(arrivals(matmas(2, [{ material: 'M1', text: 'Pump' }])))
  const tried = await server.inject({ method: 'POST', url: '/api/try', headers: asXml, payload: document })
  for (const answer of [await post('check', document, asAdmin, material?.messageId), tried]) {
    const { objects, more } = answer.json()
    assert.deepEqual([objects.length, more], [1000, 3])
    assert.deepEqual([objects[0].objectKey, objects[1].objectKey], ['material/WRONG', 'material/M0'])
    assert.match(objects[0].problem, /XZQ/)
  }
})

test('who may not see personal data is shown no value of what is checked, and may not send it', async () => {
  const checked = await post('check', debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'Muster' } }), asViewer)
  assert.equal(checked.json().objects[0].writes[0].columns.name.hidden, true)
  assert.equal((await post('edit', debmas({ docnum: 1, customer: 4711 }), asViewer)).statusCode, 403)
  const { statusCode } = await server.inject({ url: `/api/messages/${id}/payload?part=main`, headers: asViewer })
  assert.equal(statusCode, 403)
})

test('a corrected document is a new message in place of the old one, which stays as it came', async () => {
  const answer = await post('edit', debmas({ docnum: 1, customer: 4711 }))
  assert.equal(answer.statusCode, 201)
  const { messageId } = answer.json()
  assert.equal((await show(messageId)).deliveries[0].objectKey, 'business-partner/4711')
  const old = await show(id)
  assert.equal(old.status, 'cancelled')
  assert.match(old.deliveries[0].reason, new RegExp(`replaced by message ${messageId}`))
  const broken = await post('edit', '<DEBMAS07>', asAdmin, messageId)
  assert.equal(broken.statusCode, 422)
  assert.match(broken.json().detail, /line 1/)
})

test('a corrected copy and what it was made from name each other, also when the copy is corrected again', async () => {
  const first = (await post('edit?reason=no%20number', debmas({ docnum: 1, customer: 4711 }))).json().messageId
  const second = (await post('edit', debmas({ docnum: 1, customer: 4712 }), asAdmin, first)).json().messageId
  const [original, copy, last] = await Promise.all([id, first, second].map(show))
  assert.deepEqual([original.replaces, original.replacedBy], [undefined, [{ id: first, idoc: docnum(1), type: 'DEBMAS07' }]])
  assert.deepEqual([copy.replaces.id, copy.replacedBy[0].id], [id, second])
  assert.deepEqual([last.replaces.id, last.replacedBy], [first, undefined])
  const [edited] = original.deeds
  assert.deepEqual([edited.who, edited.action, edited.reason], ['admin', 'edit', 'no number'])
})

test('what is another document is no correction, and is not taken for one', async () => {
  const ofAnother = debmas({ docnum: 1, customer: 4711 }).replace('>S4HCLNT100<', '>S4HCLNT200<')
  for (const [payload, said] of [
    [matmas(1, [{ material: 'M1', text: 'Pump' }]), /is MATMAS from S4HCLNT100 \(material\), but the message is DEBMAS from/],
    [ofAnother, /is DEBMAS from S4HCLNT200 \(business-partner\), but the message is DEBMAS from S4HCLNT100/],
  ] as const) {
    for (const path of ['edit', 'check']) {
      const answer = await post(path, payload)
      assert.equal(answer.statusCode, 422)
      assert.match(answer.json().detail, said)
    }
  }
  assert.deepEqual(
    (await sql`select status from delivery`).map(({ status }) => status),
    ['held'],
  )
})

test('of a message that was corrected only the newest copy can be, unless that was cancelled', async () => {
  const first = (await post('edit', debmas({ docnum: 1, customer: 4711 }))).json().messageId
  const second = (await post('edit', debmas({ docnum: 1, customer: 4712 }), asAdmin, first)).json().messageId
  for (const message of [id, first]) {
    const answer = await post('edit', debmas({ docnum: 1, customer: 4713 }), asAdmin, message)
    assert.equal(answer.statusCode, 409)
    assert.equal(answer.json().title, `It was replaced by message ${second} already`)
  }
  const reason = { reason: 'it was right before' }
  await server.inject({ method: 'POST', url: `/api/messages/${second}/cancel`, headers: asAdmin, payload: reason })
  assert.equal((await post('edit', debmas({ docnum: 1, customer: 4714 }))).statusCode, 201)
})

test('of corrections at the same moment, on two nodes, one is taken and the others are told of its copy', async (t) => {
  const { server: other } = await apiServer(sql)
  t.after(() => other.close())
  const nodes = await Promise.all([server, other].map((node) => node.listen({ host: '127.0.0.1', port: 0 })))
  for (let round = 1; round <= 25; round++) {
    const [accepted] = await accept(arrivals(debmas({ docnum: 100 + round, customer: '' })))
    const original = accepted?.messageId ?? ''
    const answers = await Promise.all(
      [0, 1, 0, 1].map(async (node, index) => {
        const body = debmas({ docnum: 100 + round, customer: 5000 + index })
        const answer = await fetch(`${nodes[node]}/api/messages/${original}/edit`, { method: 'POST', headers: asXml, body })
        return { status: answer.status, said: (await answer.json()) as { messageId: string; title: string } }
      }),
    )
    assert.deepEqual(answers.map(({ status }) => status).toSorted(), [201, 409, 409, 409], `round ${round}`)
    const copy = answers.find(({ status }) => status === 201)?.said.messageId
    const titles = new Set(answers.flatMap(({ status, said }) => (status === 409 ? [said.title] : [])))
    assert.deepEqual([...titles], [`It was replaced by message ${copy} already`])
    const { deliveries, replacedBy } = await show(original)
    assert.deepEqual([deliveries[0].status, replacedBy.length], ['cancelled', 1])
  }
})

test('a cancelled copy of a message that was corrected again is no longer the one to correct', async () => {
  const first = (await post('edit', debmas({ docnum: 1, customer: 4711 }))).json().messageId
  const reason = { reason: 'it was right before' }
  await server.inject({ method: 'POST', url: `/api/messages/${first}/cancel`, headers: asAdmin, payload: reason })
  const second = (await post('edit', debmas({ docnum: 1, customer: 4712 }))).json().messageId
  const answer = await post('edit', debmas({ docnum: 1, customer: 4713 }), asAdmin, first)
  assert.deepEqual([answer.statusCode, answer.json().title], [409, `It was replaced by message ${second} already`])
})

test('a correction that was refused lets the next one through', async () => {
  assert.equal((await post('edit', '<DEBMAS07>')).statusCode, 422)
  assert.equal((await post('edit', debmas({ docnum: 1, customer: 4711 }))).statusCode, 201)
})

test('a request of the CRM API holds no document to correct, and says who is to send it again', async () => {
  const request = { interface: 'business-partner', key: { KUNNR: '4711' }, fields: { name: 'Anker AG' } }
  const asked = {
    channel: 'crm',
    system: 'portal',
    type: 'SetBusinessPartner',
    contentType: crmContentType,
    kind: 'crm',
    request,
  }
  const [accepted] = await accept([requestArrival({ ...asked, document: crmDocument(request) })])
  const message = accepted?.messageId ?? ''
  const why = 'A request of the CRM API is no document that could be corrected; its sender is to send it again.'
  for (const path of ['edit', 'check']) {
    const answer = await post(path, debmas({ docnum: 1, customer: 4711 }), asAdmin, message)
    assert.deepEqual(
      [answer.statusCode, answer.json().title, answer.json().detail],
      [409, 'The message cannot be corrected', why],
    )
  }
  assert.equal((await show(message)).cannotBeCorrected, why)
  assert.equal((await show(id)).cannotBeCorrected, undefined)
})

test('an IDoc number means the newest message that has it: a corrected copy, or what was edited in SAP and came again', async () => {
  const copy = (await post('edit', debmas({ docnum: 1, customer: 4711 }))).json().messageId
  assert.equal((await show('1')).id, copy)
  const [again] = await accept(arrivals(debmas({ docnum: 1, customer: 4712 })))
  assert.equal((await show('1')).id, again?.messageId)
  const [other] = await accept(arrivals(debmas({ docnum: 1, customer: 4713 }).replace('>S4HCLNT100<', '>S4HCLNT200<')))
  const several = await server.inject({ url: '/api/messages/1', headers: asAdmin })
  assert.equal(several.statusCode, 400)
  assert.match(several.json().detail, new RegExp(`${other?.messageId}, ${again?.messageId}\\.$`))
})

test('a document said to be what no document is, is refused: it could not be read again', async () => {
  for (const path of [`messages/${id}/edit`, `messages/${id}/check`, 'try']) {
    for (const type of ['application/json', 'Application/JSON; charset=utf-8', 'text/plain']) {
      const payload = debmas({ docnum: 1, customer: 4711 })
      const headers = { ...asAdmin, 'content-type': type }
      const answer = await server.inject({ method: 'POST', url: `/api/${path}`, headers, payload })
      assert.equal(answer.statusCode, 415, `${path} ${type}`)
      assert.match(answer.json().detail, /Send it as text\/xml, application\/xml/)
    }
  }
  assert.equal((await sql`select from message`).length, 1)
})

function post(path: string, payload: string, headers = asAdmin, message = id) {
  return server.inject({
    method: 'POST',
    url: `/api/messages/${message}/${path}`,
    headers: { ...headers, 'content-type': 'text/xml' },
    payload,
  })
}

const show = (message: string) => get(`/api/messages/${message}`)
