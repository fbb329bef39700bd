import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, addStock, attributes, type Facts, type } from '../../../../test/support/definitions.ts'
import { type Ask, askOf, defineKey, errorOf, represented, webApi } from '../../../../test/support/web-api.ts'
import { Environment } from '../../environment.ts'

const stock = "EntityDefinitions(LogicalName='lb_customerinventory')"

test('a table goes with its rows and its relationships, and nothing is left of it in one that comes after', async (t) => {
  const { ask, environment, folder } = webApi(t)
  await addStock(ask)
  await ask('POST', 'RelationshipDefinitions', leadingToStock)
  await ask('POST', 'lb_customerinventories', { lb_name: 'P-1', lb_value: 5 })
  const version = environment.definitions.version
  const { body } = await ask('GET', `EntityDefinitions?$select=MetadataId&$filter=LogicalName eq 'lb_customerinventory'`)
  const [{ MetadataId } = {}] = body.value as Facts[]
  assert.equal((await ask('DELETE', `EntityDefinitions(${MetadataId})`, '', { 'if-match': '*' })).status, 204)
  assert.ok(environment.definitions.version > version)
  const again = Environment.open(folder)
  t.after(() => again.close())
  for (const look of [ask, askOf(again)]) {
    assert.equal((await look('GET', 'lb_customerinventories')).status, 404)
    assert.equal((await look('GET', stock)).status, 404)
    assert.equal(await codeOf(look, 'GET', 'accounts?$select=_lb_inventoryid_value'), '0x80060888')
    assert.doesNotMatch((await look('GET', '$metadata')).text, /lb_customerinventor/)
    assert.doesNotMatch(
      (await look('GET', "sdkmessagefilters?$filter=primaryobjecttypecode eq 'lb_customerinventory'")).text,
      /lb_/,
    )
  }
  await addStock(ask)
  assert.deepEqual((await ask('GET', 'lb_customerinventories')).body.value, [])
})

test('a column goes with its values and the columns that came with it', async (t) => {
  const { ask, environment, folder } = webApi(t)
  await addStock(ask)
  const { body: made } = await ask('POST', 'lb_customerinventories', { lb_name: 'P-1', lb_value: 5 }, represented)
  assert.equal(made.lb_value_base, 5)
  assert.equal((await ask('DELETE', `${stock}/Attributes(LogicalName='lb_value')`)).status, 204)
  for (const column of ['lb_value', 'lb_value_base'])
    assert.equal(await codeOf(ask, 'GET', `lb_customerinventories?$select=${column}`), '0x80060888')
  // As many columns as before, and others.
  const again = { ...type('Money'), SchemaName: 'lb_Value' }
  assert.equal((await ask('POST', `${stock}/Attributes`, again)).status, 204)
  const shown = await ask('GET', `lb_customerinventories(${made.lb_customerinventoryid})`)
  assert.deepEqual([shown.body.lb_name, shown.body.lb_value], ['P-1', null])
  environment.close()
  const opened = Environment.open(folder)
  t.after(() => opened.close())
  assert.equal((await askOf(opened)('GET', 'lb_customerinventories?$select=lb_value')).text.includes('"lb_value":null'), true)
})

test('a file column goes with its files', async (t) => {
  const { ask } = webApi(t)
  await ask('POST', attributes, { ...type('File'), SchemaName: 'lb_File' })
  const { body } = await ask('POST', 'accounts', { name: 'Contoso' }, represented)
  const file = { 'content-type': 'application/octet-stream', 'x-ms-file-name': 'a.txt' }
  assert.equal((await ask('PATCH', `accounts(${body.accountid})/lb_file`, 'text', file)).status, 204)
  assert.equal((await ask('GET', 'fileattachments/$count')).text, '1')
  assert.equal((await ask('DELETE', `${attributes}(LogicalName='lb_file')`)).status, 204)
  assert.equal((await ask('GET', 'fileattachments/$count')).text, '0')
  assert.equal(await codeOf(ask, 'GET', 'accounts?$select=lb_file_name'), '0x80060888')
})

test('a lookup and its relationship go together, whichever is deleted', async (t) => {
  const { ask } = webApi(t)
  await addStock(ask)
  const relationship = async () => {
    const found = await ask('GET', "RelationshipDefinitions?$filter=SchemaName eq 'lb_account_customerinventory'")
    return (found.body.value as Facts[])[0]
  }
  const address = `RelationshipDefinitions(${(await relationship())?.MetadataId})`
  assert.equal((await ask('DELETE', address, '', { 'if-match': '*' })).status, 204)
  assert.equal(await relationship(), undefined)
  assert.equal(await codeOf(ask, 'GET', 'lb_customerinventories?$select=_lb_customerid_value'), '0x80060888')
  assert.equal(await codeOf(ask, 'GET', 'accounts?$expand=lb_account_customerinventory'), '0x80060888')
  await ask('POST', 'RelationshipDefinitions', leadingToStock)
  assert.equal((await ask('DELETE', `${attributes}(LogicalName='lb_inventoryid')`)).status, 204)
  assert.equal((await ask('GET', address)).status, 404)
})

test('what nobody added stays, and what something else needs', async (t) => {
  const { ask } = webApi(t)
  await addStock(ask)
  await ask('POST', attributes, { ...type('String'), SchemaName: 'lb_Number', MaxLength: 10 })
  await defineKey(ask, 'account', 'lb_number')
  const owned = (await ask('GET', "RelationshipDefinitions?$filter=SchemaName eq 'account_primary_contact'")).body
    .value as Facts[]
  for (const [path, code] of [
    [account, '0x80045900'],
    [`${attributes}(LogicalName='name')`, '0x80047002'],
    [`${attributes}(LogicalName='telephone1')`, '0x80047009'],
    [`${attributes}(LogicalName='lb_number')`, '0x8004f01f'],
    [`${stock}/Attributes(LogicalName='lb_name')`, '0x80047002'],
    [`${stock}/Attributes(LogicalName='lb_value_base')`, '0x80047016'],
    [`${stock}/Attributes(LogicalName='transactioncurrencyid')`, '0x8004f01f'],
    [`RelationshipDefinitions(${owned[0]?.MetadataId})`, '0x8004700A'],
  ] as const) {
    const refused = await ask('DELETE', path)
    assert.deepEqual([refused.status, errorOf(refused).code], [400, code], path)
  }
  await ask('POST', 'RelationshipDefinitions', leadingToStock)
  await defineKey(ask, 'account', 'lb_inventoryid')
  assert.equal(await codeOf(ask, 'DELETE', stock), '0x8004f01f')
  assert.equal((await ask('GET', 'lb_customerinventories')).status, 200)
})

const leadingToStock = {
  '@odata.type': 'Microsoft.Dynamics.CRM.OneToManyRelationshipMetadata',
  SchemaName: 'lb_customerinventory_account',
  ReferencedEntity: 'lb_customerinventory',
  ReferencingEntity: 'account',
  Lookup: { SchemaName: 'lb_InventoryId' },
}

async function codeOf(ask: Ask, method: string, path: string): Promise<string> {
  return errorOf(await ask(method, path)).code
}
