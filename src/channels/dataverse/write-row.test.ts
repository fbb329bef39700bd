import assert from 'node:assert/strict'
import test from 'node:test'
import {
  accountIdentity,
  created,
  duplicate,
  found,
  gone,
  id,
  noSuchKey,
  object,
  otherId,
  posted,
  updated,
  write,
} from '../../../test/support/account-writes.ts'
import { recordedDataverse } from '../../../test/support/recorded-dataverse.ts'
import { Missing, Rejected } from '../../message/errors.ts'

test('a row not written before costs one request, which tells its GUID and that it was created', async (t) => {
  const { channel, asked } = await recordedDataverse(t, () => created)
  const [result] = await channel.write([object([write()])])
  assert.deepEqual(result, {
    rows: [{ table: 'account', key: { accountnumber: '4711' }, id, operation: 'create' }],
    warnings: [],
  })
  assert.equal(asked.length, 1)
  assert.equal(`${asked[0]?.method} ${asked[0]?.path}`, "PATCH accounts(accountnumber='4711')?$select=accountid")
  assert.equal(asked[0]?.headers.prefer, 'return=representation')
  assert.equal(asked[0]?.headers['odata-version'], '4.0')
  assert.equal(asked[0]?.headers['if-none-match'], 'null')
  assert.equal(asked[0]?.headers.cookie, undefined)
})

test('a row whose GUID is known is updated by it, and never created', async (t) => {
  const { channel, asked } = await recordedDataverse(t, () => ({ status: 204 }))
  const [result] = await channel.write([object([write({ id })], 'check')])
  assert.equal(result?.rows[0]?.operation, 'update')
  assert.deepEqual(
    asked.map(({ method, path }) => `${method} ${path}`),
    [`PATCH accounts(${id})`],
  )
  assert.equal(asked[0]?.headers['if-match'], '*')
})

test('a row deleted in Dynamics 365 is created again as a whole', async (t) => {
  const { channel, asked } = await recordedDataverse(t, (_, count) => (count === 1 ? gone : created))
  const [result] = await channel.write([
    object([write({ id: otherId, whole: { name: 'Contoso', creditlimit: { decimal: '5' } } })]),
  ])
  assert.deepEqual(result?.rows[0], { table: 'account', key: { accountnumber: '4711' }, id, operation: 'create' })
  assert.equal(asked[1]?.text, '{"name":"Contoso","creditlimit":5}')
})

test('nothing changed means no request', async (t) => {
  const { channel, asked } = await recordedDataverse(t, () => updated)
  const [result] = await channel.write([object([write({ id, columns: {} })])])
  assert.equal(result?.rows[0]?.operation, 'none')
  assert.equal(asked.length, 0)
})

test('decimals reach Dynamics 365 digit by digit', async (t) => {
  const { channel, asked } = await recordedDataverse(t, () => updated)
  await channel.write([object([write({ columns: { creditlimit: { decimal: '922337203685477.5807' } } })])])
  assert.equal(asked[0]?.text, '{"creditlimit":922337203685477.5807}')
})

test('two nodes creating a row at once end with one row', async (t) => {
  const { channel } = await recordedDataverse(t, (_, count) => (count === 1 ? duplicate : updated))
  const [result] = await channel.write([object([write()])])
  assert.equal(result?.rows[0]?.operation, 'update')
})

test('a key that no address can carry is looked for by query, then created', async (t) => {
  const { channel, asked } = await recordedDataverse(t, (_, count) => (count === 1 ? found() : posted))
  const [result] = await channel.write([object([write({ key: { accountnumber: 'A/1' } })])])
  assert.equal(result?.rows[0]?.id, id)
  assert.equal(result?.rows[0]?.operation, 'create')
  assert.match(asked[0]?.path ?? '', /\$filter=accountnumber eq 'A\/1'/)
  assert.equal(asked[1]?.method, 'POST')
  assert.deepEqual(JSON.parse(asked[1]?.text ?? ''), { name: 'Contoso', accountnumber: 'A/1' })
})

test('a checked row that was found is updated by its GUID', async (t) => {
  const { channel, asked } = await recordedDataverse(t, (_, count) => (count === 1 ? found(id) : { status: 204 }))
  const [result] = await channel.write([object([write()], 'check')])
  assert.deepEqual(
    asked.map(({ method }) => method),
    ['GET', 'PATCH'],
  )
  assert.equal(result?.rows[0]?.operation, 'update')
})

test('a row created between check and POST is updated instead', async (t) => {
  const answers = [found(), duplicate, found(id), { status: 204 }]
  const { channel } = await recordedDataverse(t, (_, count) => answers[count - 1])
  const [result] = await channel.write([object([write()], 'check')])
  assert.equal(result?.rows[0]?.operation, 'update')
  assert.equal(result?.rows[0]?.id, id)
})

test('two rows with the same key are a matter for a person', async (t) => {
  const { channel } = await recordedDataverse(t, () => found(id, otherId))
  const [result] = await channel.write([object([write()], 'check')])
  assert.ok(result?.error instanceof Rejected)
  assert.match(result.error.message, /more than one account accountnumber=4711; merge/)
})

test('deactivating a row that is not there creates none and says so', async (t) => {
  const { channel, asked } = await recordedDataverse(t, () => noSuchKey)
  const [result] = await channel.write([object([write({ operation: 'deactivate' })])])
  assert.deepEqual(
    result?.rows.map(({ id, operation }) => [id, operation]),
    [['', 'none']],
  )
  assert.match(result?.warnings[0] ?? '', /nothing to deactivate/)
  assert.equal(result?.error, undefined)
  assert.equal(asked[0]?.headers['if-match'], '*')
  assert.equal(asked[0]?.text, '{"name":"Contoso","statecode":1,"statuscode":2}')
})

for (const [claim, statecode, sent] of [
  ['is active is looked at and keeps its status', 0, '{"name":"Contoso"}'],
  ['was deactivated by others is activated with the same request', 1, '{"name":"Contoso","statecode":0,"statuscode":1}'],
] as const) {
  test(`a row to be active that ${claim}`, async (t) => {
    const options = [{ Value: 0 }, { Value: 1 }]
    const { channel, asked } = await recordedDataverse(t, ({ method, path }) => {
      if (path.includes('StateAttributeMetadata'))
        return { status: 200, body: { value: [{ LogicalName: 'statecode', OptionSet: { Options: options } }] } }
      return method === 'GET' ? { status: 200, body: { accountid: id, statecode, statuscode: statecode + 1 } } : { status: 204 }
    })
    const [result] = await channel.write([object([write({ id, activates: true })])])
    assert.deepEqual(result?.rows, [{ table: 'account', key: { accountnumber: '4711' }, id, operation: 'update' }])
    assert.equal(asked.length, 3)
    assert.equal(asked[1]?.path, `accounts(${id})?$select=accountid,statecode,statuscode`)
    assert.equal(asked[2]?.text, sent)
  })
}

test('a row to be active that is gone is created whole, and one of a table without states is not looked at', async (t) => {
  const { channel, asked } = await recordedDataverse(t, ({ path }) => {
    if (path.includes('StateAttributeMetadata')) return { status: 200, body: { value: [] } }
    return path.startsWith(`accounts(${id})`) ? gone : created
  })
  const whole = { name: 'Contoso', creditlimit: { decimal: '5' } }
  const [result] = await channel.write([object([write({ id: id, activates: true, whole })])])
  assert.equal(result?.rows[0]?.operation, 'create')
  assert.deepEqual(
    asked.map(({ method }) => method),
    ['GET', 'PATCH', 'PATCH'],
  )
  assert.equal(asked[2]?.text, '{"name":"Contoso","creditlimit":5}')
})

test('deleting a row that is gone is as good as deleting it', async (t) => {
  const { channel } = await recordedDataverse(t, () => gone)
  const [result] = await channel.write([object([write({ operation: 'delete', id })])])
  assert.equal(result?.error, undefined)
  assert.equal(result?.rows[0]?.operation, 'delete')
})

const waitsFor = { table: accountIdentity, key: { accountnumber: '0815' }, optional: false }

test('a row that another object creates is looked for and changed by its GUID, and never created', async (t) => {
  for (const match of ['key', 'check'] as const) {
    const { channel, asked } = await recordedDataverse(t, (_, count) => (count === 1 ? found(id) : { status: 204 }))
    const [result] = await channel.write([object([write({ waitsFor })], match)])
    assert.deepEqual(
      asked.map(({ method, path, headers }) => [method, path.split('?')[0], headers['if-match']]),
      [
        ['GET', 'accounts', undefined],
        ['PATCH', `accounts(${id})`, '*'],
      ],
    )
    assert.deepEqual(result?.rows[0], { table: 'account', key: { accountnumber: '4711' }, id, operation: 'update' })
  }
})

test('while such a row is not there nothing is written, and its object waits for the one that creates it', async (t) => {
  const { channel, asked } = await recordedDataverse(t, () => found())
  const [result] = await channel.write([object([write({ waitsFor })])])
  assert.deepEqual(
    asked.map(({ method }) => method),
    ['GET'],
  )
  assert.deepEqual(result?.rows, [])
  assert.ok(result?.error instanceof Missing)
  assert.deepEqual([result.error.table, result.error.key], ['account', { accountnumber: '0815' }])
  assert.equal(
    result.error.message,
    'Dynamics 365 has no account accountnumber=4711 yet, and this only changes it. Send what creates it first; this one then goes by itself',
  )
})

test('such a row that was deleted in Dynamics 365 since is waited for again', async (t) => {
  const { channel, asked } = await recordedDataverse(t, (_, count) => (count === 1 ? gone : found()))
  const [result] = await channel.write([object([write({ id: otherId, waitsFor })])])
  assert.deepEqual(
    asked.map(({ method }) => method),
    ['PATCH', 'GET'],
  )
  assert.ok(result?.error instanceof Missing)
})
