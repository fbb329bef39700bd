import assert from 'node:assert/strict'
import { test } from 'node:test'
import { attributes, type Facts, type } from '../../../../test/support/definitions.ts'
import { errorOf, webApi } from '../../../../test/support/web-api.ts'

/** A new column, a value of it, how that reads, and what its definition says. */
const columns: [string, Facts, unknown, string, Facts][] = [
  ['Decimal', { Precision: 4 }, 1234.5, '1,234.5000', { Precision: 4 }],
  ['Decimal', { Precision: 0 }, 3, '3', { Precision: 0 }],
  ['Decimal', {}, 3, '3.00', { Precision: 2 }],
  ['Double', { Precision: 5, MinValue: -9, MaxValue: 9 }, 0.5, '0.50000', { Precision: 5, MinValue: -9, MaxValue: 9 }],
  ['DateTime', { Format: 'DateOnly' }, '2026-01-31T10:00:00Z', '1/31/2026', { Format: 'DateOnly' }],
  ['DateTime', { Format: 'DateAndTime' }, '2026-01-31T10:00:00Z', '1/31/2026 10:00 AM', { Format: 'DateAndTime' }],
]

for (const [kind, facts, value, read, said] of columns) {
  test(`a value of a new ${kind} with ${JSON.stringify(facts)} reads ${read}`, async (t) => {
    const { ask } = webApi(t)
    await ask('POST', attributes, { ...type(kind), ...facts, SchemaName: 'lb_x' })
    const prefer = 'return=representation,odata.include-annotations="*"'
    const { body } = await ask('POST', 'accounts', { name: 'x', lb_x: value }, { prefer })
    assert.equal(body['lb_x@OData.Community.Display.V1.FormattedValue'], read)
    const { body: described } = await ask('GET', `${attributes}(LogicalName='lb_x')`)
    assert.deepEqual(Object.fromEntries(Object.keys(said).map((name) => [name, described[name]])), said)
  })
}

test('a rate of exchange reads with ten places, the day of delivery of an invoice without its time', async (t) => {
  const { ask } = webApi(t)
  const prefer = 'return=representation,odata.include-annotations="*"'
  const { accountid } = (await ask('POST', 'accounts', { name: 'x' }, { prefer })).body
  const invoice = { name: 'x', datedelivered: '2026-01-31T10:00:00Z', 'customerid_account@odata.bind': `/accounts(${accountid})` }
  const { body } = await ask('POST', 'invoices', { ...invoice, freightamount: 1 }, { prefer })
  const formatted = (name: string) => body[`${name}@OData.Community.Display.V1.FormattedValue`]
  assert.deepEqual([formatted('exchangerate'), formatted('datedelivered')], ['1.0000000000', '1/31/2026'])
})

test('a column of more places than there are is refused', async (t) => {
  const { ask } = webApi(t)
  const refused = await ask('POST', attributes, { ...type('Double'), SchemaName: 'lb_x', Precision: 6 })
  assert.deepEqual([refused.status, errorOf(refused).message], [400, 'Precision must be from 0 to 5.'])
})
