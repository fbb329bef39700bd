import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { until } from '../../../test/support/until.ts'
import { type Ask, errorOf, id, webApi } from '../../../test/support/web-api.ts'

/** As Microsoft's Python client sends it when it deletes rows by their ids. */
function message(EntityName: string, ...Conditions: object[]): Record<string, unknown> {
  return {
    JobName: 'Clean up',
    SendEmailNotification: false,
    ToRecipients: [],
    CCRecipients: [],
    RecurrencePattern: '',
    StartDateTime: '2026-01-01T00:00:00Z',
    QuerySet: [
      {
        '@odata.type': 'Microsoft.Dynamics.CRM.QueryExpression',
        EntityName,
        ColumnSet: { '@odata.type': 'Microsoft.Dynamics.CRM.ColumnSet', AllColumns: false, Columns: [] },
        Criteria: { '@odata.type': 'Microsoft.Dynamics.CRM.FilterExpression', FilterOperator: 'And', Conditions },
      },
    ],
  }
}

const byIds = (column: string, ...ids: string[]) => ({
  '@odata.type': 'Microsoft.Dynamics.CRM.ConditionExpression',
  AttributeName: column,
  Operator: 'In',
  Values: ids.map((Value) => ({ Value, Type: 'System.Guid' })),
})

async function threeAccounts(t: TestContext) {
  const { ask, environment } = webApi(t)
  for (const number of [1, 2, 3])
    await ask('POST', 'accounts', { name: `A&${number}`, accountid: id(number), telephone1: number === 1 ? null : '1' })
  const names = async () => {
    const { body } = await ask('GET', 'accounts?$select=name&$orderby=name')
    return (body.value as { name: string }[]).map(({ name }) => name)
  }
  return { ask, environment, names }
}

async function done(ask: Ask, answered: { status: number; body: Record<string, unknown> }): Promise<Record<string, unknown>> {
  assert.equal(answered.status, 200, JSON.stringify(answered.body))
  const job = async () => (await ask('GET', `asyncoperations(${answered.body.JobId})`)).body
  await until('the job is done', async () => (await job()).statecode === 3)
  return job()
}

test('rows are deleted in bulk by a system job', async (t) => {
  const { ask, names } = await threeAccounts(t)
  const answered = await ask('POST', 'BulkDelete', message('account', byIds('accountid', id(1), id(3), id(9))))
  assert.match(String(answered.body['@odata.context']), /#Microsoft\.Dynamics\.CRM\.BulkDeleteResponse$/)
  const job = await done(ask, answered)
  assert.deepEqual([job.name, job.operationtype, job.statuscode], ['Clean up', 13, 30])
  assert.deepEqual(await names(), ['A&2'])
})

for (const [conditions, left] of [
  [[{ AttributeName: 'telephone1', Operator: 'Null' }], ['A&2', 'A&3']],
  [[{ AttributeName: 'name', Operator: 'Equal', Values: ['A&2'] }], ['A&1', 'A&3']],
  [[{ AttributeName: 'name', Operator: 'BeginsWith', Values: [{ Value: 'A&' }] }], []],
  [
    [{ AttributeName: 'createdon', Operator: 'LastXDays', Values: [{ Value: 2 }] }, byIds('accountid', id(1))],
    ['A&2', 'A&3'],
  ],
] as const) {
  test(`what is deleted in bulk follows from ${JSON.stringify(conditions)}`, async (t) => {
    const { ask, names } = await threeAccounts(t)
    await done(ask, await ask('POST', 'BulkDelete', message('account', ...conditions)))
    assert.deepEqual(await names(), left)
  })
}

test('a row that something keeps stays, and the job comes to its end', async (t) => {
  const { ask } = await threeAccounts(t)
  const { body } = await ask('GET', 'transactioncurrencies?$top=1')
  const [currency] = body.value as { transactioncurrencyid: string }[]
  const column = 'transactioncurrencyid'
  await ask('PATCH', `accounts(${id(1)})`, { [`${column}@odata.bind`]: `/transactioncurrencies(${currency?.[column]})` })
  const job = await done(
    ask,
    await ask('POST', 'BulkDelete', message('transactioncurrency', byIds(column, String(currency?.[column])))),
  )
  assert.equal(job.statuscode, 30)
  assert.equal((await ask('GET', `transactioncurrencies(${currency?.[column]})`)).status, 200)
})

test('what cannot be done is said at once, and nothing is deleted', async (t) => {
  const { ask, names } = await threeAccounts(t)
  const whole = message('account')
  for (const [body, status, code] of [
    [{ ...whole, JobName: undefined }, 400, '0x80040203'],
    [{ ...whole, QuerySet: undefined }, 400, '0x80040203'],
    [{ ...whole, RecurrencePattern: 'FREQ=DAILY' }, 501, '0x80060888'],
    [message('nosuch'), 404, '0x80041102'],
    [message('account', { AttributeName: 'nosuch', Operator: 'Null' }), 400, '0x80041103'],
    [{ ...whole, QuerySet: [{ EntityName: 'account', LinkEntities: [{}] }] }, 501, '0x80060888'],
  ] as const) {
    const refused = await ask('POST', 'BulkDelete', body)
    assert.deepEqual([refused.status, errorOf(refused).code], [status, code], refused.text)
  }
  assert.equal((await ask('GET', 'BulkDelete')).status, 404)
  assert.equal((await names()).length, 3)
  assert.equal((await ask('GET', 'asyncoperations/$count')).text, '0')
})
