import assert from 'node:assert/strict'
import { test } from 'node:test'
import { batch, batchType, changeSet, part, statuses } from '../../../../test/support/batches.ts'
import { accountNames, apiRoot, errorOf, id, webApi } from '../../../../test/support/web-api.ts'

test('a change set is done wholly, and its requests refer to each other', async (t) => {
  const { ask } = webApi(t)
  const requests = [
    { contentId: '1', line: 'POST accounts', body: { name: 'Parent' } },
    { contentId: '2', line: 'POST accounts', body: { name: 'Child', 'parentaccountid@odata.bind': '$1' } },
    { contentId: '3', line: 'PATCH $1', body: { telephone1: '1' } },
  ]
  const { status, text } = await ask('POST', '$batch', batch(changeSet(...requests)), batchType)
  assert.equal(status, 200, text)
  assert.deepEqual(statuses(text), [204, 204, 204])
  assert.match(text, /Content-ID: 2/)
  const { body } = await ask('GET', "accounts?$filter=name eq 'Child'&$expand=parentaccountid($select=name,telephone1)")
  const [child] = body.value as { parentaccountid: { name: string; telephone1: string } }[]
  assert.deepEqual([child?.parentaccountid.name, child?.parentaccountid.telephone1], ['Parent', '1'])
})

test('of a change set that fails nothing stays and only the failure is answered', async (t) => {
  const { ask } = webApi(t)
  const requests = [
    { contentId: '1', line: 'POST accounts', body: { name: 'A' } },
    { contentId: '2', line: `PATCH accounts(${id(9)})`, body: { name: 'B' }, headers: ['If-Match: *'] },
    { contentId: '3', line: 'POST accounts', body: { name: 'C' } },
  ]
  const body = batch(changeSet(...requests), part({ line: 'POST accounts', body: { name: 'D' } }))
  const { status, text } = await ask('POST', '$batch', body, { ...batchType, prefer: 'odata.continue-on-error' })
  assert.equal(status, 200)
  assert.deepEqual(statuses(text), [404, 204])
  assert.match(text, /Content-ID: 2\r\n/)
  assert.equal(/Content-ID: 1\r\n/.test(text), false)
  assert.deepEqual(await accountNames(ask), ['D'])
})

test('a change set refers to its rows in addresses, in references and in lists of them, with or without the base', async (t) => {
  const { ask } = webApi(t)
  const { status, text } = await ask(
    'POST',
    '$batch',
    batch(
      changeSet(
        { line: 'POST contacts', body: { lastname: 'C' }, contentId: 'c-1' },
        { line: 'POST accounts', body: { name: 'A', 'contact_customer_accounts@odata.bind': ['$c-1'] }, contentId: '2' },
        { line: 'PUT $2/primarycontactid/$ref', body: { '@odata.id': '$c-1' }, contentId: '3' },
        { line: `PATCH ${apiRoot}$2`, body: { name: 'B', telephone1: '$2' }, contentId: '4' },
        { line: 'POST accounts', body: { name: 'D', 'parentaccountid@odata.bind': `${apiRoot}$2` }, contentId: '5' },
        { line: 'PATCH $5', body: { 'primarycontactid@odata.bind': '/$c-1' }, contentId: '6' },
      ),
    ),
    batchType,
  )
  assert.deepEqual([status, statuses(text)], [200, [204, 204, 204, 204, 204, 204]])
  const { body } = await ask('GET', 'accounts?$select=name,telephone1&$expand=primarycontactid($select=lastname)&$orderby=name')
  const [b, d] = body.value as { name: string; telephone1: string; primarycontactid: { lastname: string } }[]
  assert.deepEqual([b?.name, b?.telephone1, b?.primarycontactid.lastname], ['B', '$2', 'C'])
  assert.deepEqual([d?.name, d?.primarycontactid.lastname], ['D', 'C'])
})

test('a reference to what comes later, or is outside of the change set, makes the whole batch invalid', async (t) => {
  const { ask } = webApi(t)
  const first = part({ line: 'POST accounts', body: { name: 'A' }, contentId: '1' })
  const later = [
    { line: 'POST contacts', body: { lastname: 'C', 'parentcustomerid_account@odata.bind': '$2' }, contentId: '1' },
    { line: 'POST accounts', body: { name: 'B' }, contentId: '2' },
  ]
  for (const [wrong, id] of [
    [changeSet(...later), 2],
    [part({ line: 'PATCH $1', body: { name: 'B' } }), 1],
  ] as const) {
    const answer = await ask('POST', '$batch', batch(first, wrong), batchType)
    assert.equal(answer.status, 400)
    assert.equal(errorOf(answer).message, `Content-ID Reference: '$${id}' does not exist in the batch context.`)
    assert.deepEqual(await accountNames(ask), [])
  }
})

test('a Content-ID stands once in a change set', async (t) => {
  const { ask } = webApi(t)
  const request = { line: 'POST accounts', body: { name: 'A' }, contentId: '1' }
  const answer = await ask('POST', '$batch', batch(changeSet(request, request)), batchType)
  assert.match(errorOf(answer).message, /found more than once in the same change set/)
  assert.deepEqual(await accountNames(ask), [])
})
