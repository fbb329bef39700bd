import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { arrivals } from '../../../test/support/arrivals.ts'
import { asAdmin } from '../../../test/support/credentials.ts'
import { debmasPacket, docnum } from '../../../test/support/idocs.ts'
import { messageApi } from '../../../test/support/message-api.ts'
import { sheetOf } from '../../../test/support/workbook.ts'

const { sql, server, accept } = await messageApi()

beforeEach(async () => {
  // More than a page of the search; those without a customer number are held.
  await accept(arrivals(debmasPacket(Array.from({ length: 600 }, (_, n) => ({ docnum: n + 1, customer: n + 1 })))))
  await accept(arrivals(debmasPacket([601, 602].map((number) => ({ docnum: number, customer: 0, fields: { KUNNR: '' } })))))
})

test('every message a search finds is cancelled with one request, all others stay', async () => {
  const answer = await post('cancel', { filter: { status: 'waiting' }, reason: 'sent by mistake' })
  assert.deepEqual(answer.json(), { messages: 600, refused: [], isAll: true })
  const [{ cancelled, held } = { cancelled: 0, held: 0 }] = await sql<{ cancelled: number; held: number }[]>`
    select (count(*) filter (where status = 'cancelled'))::int as cancelled, (count(*) filter (where status = 'held'))::int as held
    from delivery`
  assert.deepEqual([cancelled, held], [600, 2])
  const [deeds] = await sql`select count(*)::int as count from audit where action = 'cancel' and reason = 'sent by mistake'`
  assert.equal(deeds?.count, 600)
})

test('every message a search finds is restarted, and what would not have it is told', async () => {
  await sql`update lane set claimed_by = 'somebody', due_at = now() + interval '1 hour' where object_key = 'business-partner/7'`
  const answer = await post('restart', { filter: { idoc: '7' } })
  const { messages, refused, isAll } = answer.json()
  assert.deepEqual([messages, isAll, refused.length, refused[0].objectKey], [0, true, 1, 'business-partner/7'])
  assert.equal((await post('restart', { filter: { status: 'held' }, reason: 'put right' })).json().messages, 2)
  const [deeds] = await sql`select count(*)::int as count from audit where action = 'restart' and reason = 'put right'`
  assert.equal(deeds?.count, 2)
})

test('without a condition, or without a reason to cancel, nothing is done', async () => {
  for (const [what, body] of [
    ['restart', { filter: {} }],
    ['cancel', { filter: { status: 'held' } }],
  ] as const) {
    const answer = await post(what, body)
    assert.equal(answer.statusCode, 400)
    assert.match(answer.json().detail, what === 'restart' ? /at least one condition/ : /reason/)
  }
})

test('all that a search finds comes as CSV, also beyond a page', async () => {
  const answer = await server.inject({ url: '/api/messages/export?interface=business-partner', headers: asAdmin })
  assert.match(String(answer.headers['content-disposition']), /messages\.csv/)
  const lines = answer.body.trimEnd().split('\r\n')
  assert.equal(lines[0], '\ufeffid,number,type,interface,system,objects,status,reason,received at')
  assert.equal(lines.length, 603)
  assert.match(
    lines.at(-1) ?? '',
    new RegExp(`"${docnum(1)}","DEBMAS07","business-partner","S4HCLNT100","business-partner/1","waiting",""`),
  )
})

test('and as a workbook that says the same', async () => {
  const answer = await server.inject({ url: '/api/messages/export?format=xlsx&status=held', headers: asAdmin })
  assert.match(String(answer.headers['content-type']), /spreadsheetml\.sheet/)
  const csv = await server.inject({ url: '/api/messages/export?status=held', headers: asAdmin })
  const cells = csv.body.replace('\ufeff', '').trimEnd().split('\r\n')
  const [heads, ...lines] = sheetOf(answer.rawPayload)
  assert.equal(heads?.join(), cells[0])
  assert.equal(lines.length, 2)
  assert.deepEqual(
    lines.map((line) => line.map((cell) => `"${cell.replaceAll('"', '""')}"`).join()),
    cells.slice(1),
  )
})

function post(what: 'restart' | 'cancel', body: object) {
  return server.inject({ method: 'POST', url: `/api/messages/${what}`, headers: asAdmin, payload: body })
}
