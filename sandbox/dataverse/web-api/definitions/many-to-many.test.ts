import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addStock, type Facts } from '../../../../test/support/definitions.ts'
import { apiRoot, askOf, errorOf, represented, webApi } from '../../../../test/support/web-api.ts'
import { Environment } from '../../environment.ts'

const relationship = {
  '@odata.type': 'Microsoft.Dynamics.CRM.ManyToManyRelationshipMetadata',
  SchemaName: 'lb_Stock_contacts',
  Entity1LogicalName: 'lb_customerinventory',
  Entity2LogicalName: 'contact',
  IntersectEntityName: 'lb_stock_contacts',
}

test('rows of two tables are related by a relationship of many to many that somebody added, and found by it from either side', async (t) => {
  const { ask, environment, folder } = webApi(t)
  await addStock(ask)
  const { status, headers } = await ask('POST', 'RelationshipDefinitions', relationship)
  const address = headers['odata-entityid']?.replace(apiRoot, '') ?? ''
  assert.deepEqual([status, (await ask('GET', address)).body.IntersectEntityName], [204, 'lb_stock_contacts'])
  const { body: stock } = await ask('POST', 'lb_customerinventories', { lb_name: 'P-1' }, represented)
  const { body: contact } = await ask('POST', 'contacts', { lastname: 'Rossi' }, represented)
  const related = await ask('POST', `lb_customerinventories(${stock.lb_customerinventoryid})/lb_Stock_contacts/$ref`, {
    '@odata.id': `${apiRoot}contacts(${contact.contactid})`,
  })
  assert.equal(related.status, 204)
  environment.close()
  const again = Environment.open(folder)
  t.after(() => again.close())
  const look = askOf(again)
  const found = await look('GET', `contacts(${contact.contactid})?$expand=lb_Stock_contacts($select=lb_name)`)
  assert.deepEqual(
    (found.body.lb_Stock_contacts as Facts[]).map(({ lb_name }) => lb_name),
    ['P-1'],
  )
  assert.equal((await look('GET', 'lb_stock_contactsset/$count')).text, '1')
  assert.match((await look('GET', '$metadata')).text, /NavigationProperty Name="lb_Stock_contacts"/)
  assert.equal((await look('DELETE', address)).status, 204)
  assert.equal((await look('GET', 'lb_stock_contactsset')).status, 404)
  assert.equal((await look('GET', `contacts(${contact.contactid})/lb_Stock_contacts`)).status, 404)
})

test('a relationship of many to many goes with either of its tables', async (t) => {
  const { ask } = webApi(t)
  await addStock(ask)
  await ask('POST', 'RelationshipDefinitions', relationship)
  assert.equal((await ask('DELETE', "EntityDefinitions(LogicalName='lb_customerinventory')")).status, 204)
  assert.equal((await ask('GET', 'lb_stock_contactsset')).status, 404)
})

test('a relationship of many to many is added once, between tables there are', async (t) => {
  const { ask } = webApi(t)
  await addStock(ask)
  await ask('POST', 'RelationshipDefinitions', relationship)
  for (const [change, status, code] of [
    [{}, 400, '0x80044363'],
    [{ Entity2LogicalName: 'nosuch' }, 404, '0x80041102'],
    [{ SchemaName: 'contacts' }, 400, '0x80044366'],
    [{ SchemaName: 'lb_a', IntersectEntityName: 'lb_a', Entity2LogicalName: 'lb_customerinventory' }, 501, '0x80060888'],
    [{ SchemaName: 'lb_a', IntersectEntityName: 'lb_a', Entity1NavigationPropertyName: 'lb_other' }, 501, '0x80060888'],
  ] as const) {
    const refused = await ask('POST', 'RelationshipDefinitions', { ...relationship, ...change })
    assert.deepEqual([refused.status, errorOf(refused).code], [status, code])
  }
})
