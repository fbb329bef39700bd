import assert from 'node:assert/strict'
import { appendFileSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { askOf, defineKey, errorOf, webApi } from '../../test/support/web-api.ts'
import { Environment } from './environment.ts'

const id = '11111111-2222-4333-8444-555555555555'

test('an environment opened again is what it was: rows, versions, tables, columns and keys', async (t) => {
  const { environment, folder, ask } = webApi(t)
  await ask('POST', "EntityDefinitions(LogicalName='account')/Attributes", {
    '@odata.type': 'Microsoft.Dynamics.CRM.StringAttributeMetadata',
    SchemaName: 'new_code',
    MaxLength: 10,
  })
  await ask('POST', 'EntityDefinitions', {
    SchemaName: 'new_Stock',
    Attributes: [{ SchemaName: 'new_Name', IsPrimaryName: true, MaxLength: 30 }],
  })
  await ask('POST', 'RelationshipDefinitions', {
    '@odata.type': 'Microsoft.Dynamics.CRM.OneToManyRelationshipMetadata',
    SchemaName: 'new_account_stock',
    ReferencedEntity: 'account',
    ReferencingEntity: 'new_stock',
    Lookup: { SchemaName: 'new_AccountId' },
  })
  await defineKey(ask, 'account', 'new_code')
  await ask('PATCH', "accounts(new_code='A')", { name: 'Contoso', accountid: id, creditlimit: 12.5 })
  await ask('POST', 'new_stocks', { new_name: 'x', 'new_AccountId@odata.bind': `/accounts(${id})` })
  await ask('POST', 'accounts', { name: 'Gone', accountid: id.replace('1', '2') })
  await ask('DELETE', `accounts(${id.replace('1', '2')})`)
  const before = await ask('GET', 'accounts')
  environment.close()

  const again = Environment.open(folder)
  t.after(() => again.close())
  const askAgain = askOf(again)
  assert.deepEqual(await askAgain('GET', 'accounts'), before)
  assert.equal((await askAgain('GET', "accounts(new_code='a')")).body.name, 'Contoso')
  const expanded = await askAgain('GET', 'new_stocks?$expand=new_AccountId($select=name)')
  const [stock] = expanded.body.value as { new_AccountId: { name: string } }[]
  assert.equal(stock?.new_AccountId.name, 'Contoso')
  await askAgain('PATCH', `accounts(${id})`, { telephone1: '1' })
  const [row] = before.body.value as { versionnumber: number }[]
  const changed = await askAgain('GET', `accounts(${id})?$select=versionnumber`)
  assert.ok(Number(changed.body.versionnumber) > Number(row?.versionnumber))
})

test('what was answered is in the file before anybody hears of it; half a line is forgotten', async (t) => {
  const { folder, ask } = webApi(t)
  const journal = join(folder, 'rows.jsonl')
  await ask('POST', 'accounts', { name: 'Contoso', accountid: id })
  assert.ok(readFileSync(journal, 'utf8').includes(id))
  appendFileSync(journal, `[{"kind":"row","table":"account","row":{"id":"22222222-2222-4333-8444-555555555555","ver`)
  const again = Environment.open(folder)
  t.after(() => again.close())
  const askAgain = askOf(again)
  assert.equal((await askAgain('GET', 'accounts/$count')).text, '1')
  assert.equal((await askAgain('POST', 'accounts', { name: 'Fabrikam' })).status, 204)
})

test('a request that is refused in the middle leaves nothing behind, neither in memory nor in the file', async (t) => {
  const { environment, folder, ask } = webApi(t)
  await ask('POST', 'accounts', { name: 'Contoso', accountid: id })
  const euro = environment.rowsOf('transactioncurrency')[0]
  const size = () => statSync(join(folder, 'rows.jsonl')).size
  const before = size()
  await ask('PATCH', `accounts(${id})`, { 'transactioncurrencyid@odata.bind': `/transactioncurrencies(${euro?.id})` })
  const bound = size()
  assert.ok(bound > before)
  assert.equal(errorOf(await ask('DELETE', `transactioncurrencies(${euro?.id})`)).code, '0x80040227')
  assert.equal(environment.find('transactioncurrency', euro?.id ?? '')?.values.isocurrencycode, 'EUR')
  assert.equal(size(), bound)
})

test('what is done at once is undone at once, keys included', async (t) => {
  const { environment, ask } = webApi(t)
  await defineKey(ask, 'account', 'accountnumber')
  const [key] = environment.table('account')?.keys ?? []
  environment.put('account', id, { accountnumber: '1' })
  assert.throws(() =>
    environment.transactions.atomically(() => {
      environment.put('account', id, { accountnumber: '2' })
      environment.put('account', id.replace('1', '2'), { accountnumber: '1' })
      environment.remove('account', id)
      throw new Error('no')
    }),
  )
  assert.deepEqual(environment.find('account', id)?.values, { accountnumber: '1' })
  assert.equal(key && environment.findByKey(key, { accountnumber: '1' })?.id, id)
  assert.equal(key && environment.findByKey(key, { accountnumber: '2' }), undefined)
})

test('a sum follows the rows that come, change, move, go and are undone, and has the places of those that are there', (t) => {
  const { environment } = webApi(t)
  const other = id.replace('1', '2')
  const sums = () => ['Contoso', 'Fabrikam'].map((name) => environment.sumOf('account', 'creditlimit', 'name', name))
  assert.deepEqual(sums(), ['0', '0'])
  environment.put('account', id, { name: 'Contoso', creditlimit: '0.125' })
  environment.put('account', other, { name: 'CONTOSO', creditlimit: '10.10' })
  environment.put('account', id.replace('1', '3'), { name: 'Contoso' })
  assert.deepEqual(sums(), ['10.225', '0'])
  assert.throws(() =>
    environment.transactions.atomically(() => {
      environment.put('account', id, { name: 'Fabrikam', creditlimit: '-1' })
      environment.remove('account', other)
      assert.deepEqual(sums(), ['0', '-1'])
      throw new Error('no')
    }),
  )
  assert.deepEqual(sums(), ['10.225', '0'])
  environment.remove('account', id)
  assert.deepEqual(sums(), ['10.10', '0'])
  environment.reset()
  assert.deepEqual(sums(), ['0', '0'])
})

test('a journal that grew is shortened when it is opened', async (t) => {
  const { environment, folder, ask } = webApi(t)
  for (let n = 0; n < 1300; n++) environment.put('account', id, { name: `Contoso ${n}` })
  environment.close()
  const journal = join(folder, 'rows.jsonl')
  const before = statSync(journal).size
  const again = Environment.open(folder)
  t.after(() => again.close())
  assert.ok(statSync(journal).size < before / 2)
  assert.equal(again.find('account', id)?.values.name, 'Contoso 1299')
  assert.equal((await ask('GET', 'accounts/$count')).text, '1')
})

test('a reset forgets the rows and keeps tables, columns and keys', async (t) => {
  const { environment, ask } = webApi(t)
  await defineKey(ask, 'account', 'accountnumber')
  await ask('PATCH', "accounts(accountnumber='1')", { name: 'x' })
  environment.reset()
  assert.equal((await ask('GET', 'accounts/$count')).text, '0')
  assert.equal((await ask('GET', "accounts(accountnumber='1')")).status, 404)
  assert.equal((await ask('PATCH', "accounts(accountnumber='1')", { name: 'x' })).status, 204)
  assert.ok(Number((await ask('GET', 'transactioncurrencies/$count')).text) > 20)
})

test('a fresh environment has what every environment has', (t) => {
  const { environment } = webApi(t)
  assert.equal(environment.rowsOf('businessunit').length, 1)
  assert.equal(environment.rowsOf('organization').length, 1)
  assert.ok(environment.rowsOf('systemuser').some(({ values }) => values.applicationid !== undefined))
  const yen = environment.rowsOf('transactioncurrency').find(({ values }) => values.isocurrencycode === 'JPY')
  assert.equal(yen?.values.currencyprecision, 0)
  for (const table of environment.tables) {
    for (const row of environment.rowsOf(table.name)) {
      for (const name of Object.keys(row.values)) assert.ok(table.columns.has(name), `${table.name}.${name}`)
    }
  }
})
