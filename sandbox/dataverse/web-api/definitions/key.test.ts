import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as after } from 'node:timers/promises'
import { addStock, type Facts, keys } from '../../../../test/support/definitions.ts'
import { until } from '../../../../test/support/until.ts'
import { type Ask, apiRoot, defineKey, errorOf, represented, webApi } from '../../../../test/support/web-api.ts'

test('a key is pending for a moment and cannot be used until it is active', async (t) => {
  const { ask } = webApi(t)
  const { status } = await ask('POST', keys, { SchemaName: 'lb_number_key', KeyAttributes: ['accountnumber'] })
  assert.equal(status, 204)
  assert.equal(await statusOf(ask), 'Pending')
  const early = await ask('PATCH', "accounts(accountnumber='1')", { name: 'x' })
  assert.deepEqual([early.status, errorOf(early).code], [400, '0x80060888'])
  await keyIs(ask, 'Active')
  assert.equal((await ask('PATCH', "accounts(accountnumber='1')", { name: 'x' })).status, 204)
})

test('keys that are added one after the other all become active, also on a machine that is busy meanwhile', async (t) => {
  const { ask, environment } = webApi(t)
  environment.definitions.indexMilliseconds = 40
  await ask('POST', keys, { SchemaName: 'lb_first_key', KeyAttributes: ['accountnumber'] })
  await after(25)
  await ask('POST', keys, { SchemaName: 'lb_second_key', KeyAttributes: ['telephone1'] })
  for (const end = performance.now() + 80; performance.now() < end; );
  await until('both are active', async () => {
    const { body } = await ask('GET', `${keys}?$select=EntityKeyIndexStatus`)
    const statuses = (body.value as Facts[]).map(({ EntityKeyIndexStatus }) => EntityKeyIndexStatus)
    return statuses.length === 2 && statuses.every((status) => status === 'Active')
  })
})

test('duplicates let a key fail; after they are gone it is built again', async (t) => {
  const { ask } = webApi(t)
  for (const accountnumber of ['1', '1']) await ask('POST', 'accounts', { name: 'x', accountnumber })
  await ask('POST', keys, { SchemaName: 'lb_number_key', KeyAttributes: ['accountnumber'] })
  await keyIs(ask, 'Failed')
  const { body } = await ask('GET', 'accounts?$select=accountid')
  const [first] = body.value as { accountid: string }[]
  await ask('DELETE', `accounts(${first?.accountid})`)
  const rebuilt = await ask('POST', 'ReactivateEntityKey', {
    EntityLogicalName: 'account',
    EntityKeyLogicalName: 'lb_number_key',
  })
  assert.equal(rebuilt.status, 204)
  await keyIs(ask, 'Active')
})

test('a key of a lookup and a number is addressed by both', async (t) => {
  const { ask } = webApi(t)
  await addStock(ask)
  await defineKey(ask, 'lb_customerinventory', 'lb_customerid', 'lb_name')
  const { accountid } = (await ask('POST', 'accounts', { name: 'Contoso' }, represented)).body
  const path = `lb_customerinventories(_lb_customerid_value=${accountid},lb_name='P-1')`
  for (const status of [201, 200]) assert.equal((await ask('PATCH', path, {}, represented)).status, status)
  assert.equal((await ask('PATCH', path, {})).headers['odata-entityid'], `${apiRoot}${path}`)
  // In a key a lookup goes by its value's name alone.
  const other = await ask('PATCH', path.replace('_lb_customerid_value', 'lb_customerid'), {})
  assert.deepEqual([other.status, errorOf(other).code], [400, '0x80060888'])
})

test('a key takes 900 bytes at most', async (t) => {
  const { ask } = webApi(t)
  const long = { SchemaName: 'lb_long', KeyAttributes: ['name', 'address1_name', 'emailaddress1'] }
  assert.match(errorOf(await ask('POST', keys, long)).message, /no key takes more than 900/)
})

test('a key that is deleted is no longer enforced', async (t) => {
  const { ask } = webApi(t)
  await ask('POST', keys, { SchemaName: 'lb_number_key', KeyAttributes: ['accountnumber'] })
  await keyIs(ask, 'Active')
  assert.equal((await ask('DELETE', `${keys}(LogicalName='lb_number_key')`)).status, 204)
  for (const accountnumber of ['1', '1']) assert.equal((await ask('POST', 'accounts', { name: 'x', accountnumber })).status, 204)
  assert.equal((await ask('GET', "accounts(accountnumber='1')")).status, 400)
})

async function statusOf(ask: Ask): Promise<unknown> {
  const { body } = await ask('GET', `${keys}?$select=EntityKeyIndexStatus`)
  return (body.value as Facts[])[0]?.EntityKeyIndexStatus
}

async function keyIs(ask: Ask, status: string): Promise<void> {
  await until(`the key is ${status}`, async () => (await statusOf(ask)) === status)
}
