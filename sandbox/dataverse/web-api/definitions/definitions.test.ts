import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, attributes, type Facts } from '../../../../test/support/definitions.ts'
import { errorOf, webApi } from '../../../../test/support/web-api.ts'

test('a table tells its columns, keys and lookups, as far as they are asked for', async (t) => {
  const { ask } = webApi(t)
  const path = `${account}?$select=LogicalName&$expand=Attributes($select=LogicalName),Keys($select=LogicalName,KeyAttributes,EntityKeyIndexStatus),ManyToOneRelationships($select=ReferencingEntityNavigationPropertyName)`
  const { status, body } = await ask('GET', path)
  assert.equal(status, 200)
  assert.deepEqual(Object.keys(body).sort(), [
    '@odata.context',
    'Attributes',
    'Keys',
    'LogicalName',
    'ManyToOneRelationships',
    'MetadataId',
  ])
  assert.ok((body.Attributes as Facts[]).some(({ LogicalName }) => LogicalName === 'accountnumber'))
  assert.deepEqual(body.Keys, [])
  const navigations = (body.ManyToOneRelationships as Facts[]).map((one) => one.ReferencingEntityNavigationPropertyName)
  assert.ok(navigations.includes('primarycontactid'))
})

test('a table is found by its name, its id and a filter', async (t) => {
  const { ask } = webApi(t)
  const { body } = await ask('GET', account)
  assert.deepEqual([body.EntitySetName, body.PrimaryIdAttribute, body.PrimaryNameAttribute], ['accounts', 'accountid', 'name'])
  assert.equal((await ask('GET', `EntityDefinitions(${body.MetadataId})`)).body.LogicalName, 'account')
  const { body: all } = await ask('GET', "EntityDefinitions?$select=LogicalName&$filter=LogicalName eq 'account'")
  assert.deepEqual(
    (all.value as Facts[]).map(({ LogicalName }) => LogicalName),
    ['account'],
  )
  const missing = await ask('GET', "EntityDefinitions(LogicalName='accounts')")
  assert.deepEqual([missing.status, errorOf(missing).code], [404, '0x80041102'])
})

test('definitions are counted; they are not ordered, cut, searched or grouped', async (t) => {
  const { ask } = webApi(t)
  const { body } = await ask('GET', `${attributes}?$select=LogicalName&$count=true`)
  assert.equal(body['@odata.count'], (body.value as Facts[]).length)
  assert.equal('@odata.count' in (await ask('GET', `${attributes}?$select=LogicalName`)).body, false)
  for (const path of ['EntityDefinitions', account, attributes, 'RelationshipDefinitions', 'GlobalOptionSetDefinitions']) {
    for (const option of [
      '$top=2',
      '$skip=1',
      '$orderby=LogicalName',
      '$search=x',
      '$apply=groupby((LogicalName))',
      '$nosuch=1',
    ]) {
      const refused = await ask('GET', `${path}?$select=LogicalName&${option}`)
      assert.equal(refused.status, 400, path)
      const message = `The query parameter ${option.split('=')[0]} is not supported`
      assert.deepEqual(errorOf(refused), { code: '0x80060888', message }, path)
    }
  }
})

test('columns tell their type, length, range, choices and targets', async (t) => {
  const { ask } = webApi(t)
  const { body } = await ask('GET', attributes)
  const of = (name: string) => (body.value as Facts[]).find(({ LogicalName }) => LogicalName === name)
  assert.deepEqual([of('name')?.AttributeType, of('name')?.MaxLength], ['String', 160])
  assert.deepEqual([of('creditlimit')?.AttributeType, of('creditlimit')?.MaxValue], ['Money', 1e14])
  assert.deepEqual(of('primarycontactid')?.Targets, ['contact'])
  assert.equal(of('createdon')?.IsValidForUpdate, false)
  const choice = await ask(
    'GET',
    `${account}/Attributes(LogicalName='paymenttermscode')/Microsoft.Dynamics.CRM.PicklistAttributeMetadata?$expand=OptionSet`,
  )
  const { Options } = choice.body.OptionSet as { Options: { Value: number; Label: { UserLocalizedLabel: { Label: string } } }[] }
  assert.deepEqual(Options[0] && [Options[0].Value, Options[0].Label.UserLocalizedLabel.Label], [1, 'Net 30'])
})

test('choices come along when they are asked for, with the state of each status', async (t) => {
  const { ask } = webApi(t)
  const one = `${account}/Attributes(LogicalName='paymenttermscode')/Microsoft.Dynamics.CRM.PicklistAttributeMetadata`
  assert.equal('OptionSet' in (await ask('GET', one)).body, false)
  const { body } = await ask('GET', `${one}?$select=LogicalName&$expand=OptionSet($select=Options),GlobalOptionSet`)
  assert.deepEqual(Object.keys(Object(body.OptionSet)).sort(), ['MetadataId', 'Options'])
  assert.deepEqual([body.LogicalName, body.GlobalOptionSet], ['paymenttermscode', null])
  assert.equal(Object((await ask('GET', `${one}/OptionSet`)).body.Options)[0].Value, 1)
  const all = await ask('GET', `${attributes}/Microsoft.Dynamics.CRM.StatusAttributeMetadata?$expand=OptionSet`)
  const [status] = all.body.value as { OptionSet: { Options: { Value: number; State: number }[] } }[]
  assert.deepEqual(
    status?.OptionSet.Options.map(({ Value, State }) => [Value, State]),
    [
      [1, 0],
      [2, 1],
    ],
  )
  const { body: yesNo } = await ask('GET', `${account}/Attributes(LogicalName='creditonhold')?$expand=OptionSet`)
  assert.deepEqual([Object(yesNo.OptionSet).TrueOption.Value, Object(yesNo.OptionSet).FalseOption.Value], [1, 0])
})

test('definitions are filtered, wherever they stand', async (t) => {
  const { ask } = webApi(t)
  const names = async (path: string) =>
    ((await ask('GET', path)).body.value as Facts[]).map(({ LogicalName, SchemaName }) => LogicalName ?? SchemaName).join()
  const money = "AttributeType eq Microsoft.Dynamics.CRM.AttributeTypeCode'Money' and IsValidForUpdate eq true"
  assert.equal(await names(`${attributes}?$select=LogicalName&$filter=${money}`), 'creditlimit,marketcap,revenue')
  assert.equal(await names(`${attributes}?$filter=AttributeTypeName/Value eq 'StateType'`), 'statecode')
  assert.equal(
    await names(`${attributes}?$filter=(LogicalName eq 'name' or LogicalName eq 'fax') and not IsPrimaryName eq true`),
    'fax',
  )
  const tables = "EntityDefinitions?$select=LogicalName&$filter=LogicalName eq 'account' or LogicalName eq 'contact'"
  assert.equal(await names(tables), 'account,contact')
  const { body } = await ask('GET', `${tables}&$expand=Attributes($select=LogicalName;$filter=IsPrimaryName eq true)`)
  assert.deepEqual(
    (body.value as { Attributes: Facts[] }[]).map(({ Attributes }) => Attributes.map(({ LogicalName }) => LogicalName)),
    [['name'], ['fullname']],
  )
  assert.equal(
    await names("RelationshipDefinitions?$select=SchemaName&$filter=SchemaName eq 'contact_customer_accounts'"),
    'contact_customer_accounts',
  )
  const wrong = await ask('GET', "EntityDefinitions?$filter=LogicalName like 'a'")
  assert.deepEqual([wrong.status, errorOf(wrong).code], [400, '0x80060888'])
})

test('columns, keys and relationships are found by their ids and names; there are no global choices', async (t) => {
  const { ask } = webApi(t)
  const { MetadataId: table } = (await ask('GET', account)).body
  const { MetadataId: column } = (await ask('GET', `${account}/Attributes(LogicalName='name')`)).body
  const { body } = await ask(
    'GET',
    `EntityDefinitions(${table})/Attributes(${column})/Microsoft.Dynamics.CRM.StringAttributeMetadata`,
  )
  assert.deepEqual([body.LogicalName, body.MaxLength], ['name', 160])
  assert.equal(
    (await ask('GET', `${account}/Attributes(LogicalName='name')/Microsoft.Dynamics.CRM.MoneyAttributeMetadata`)).status,
    404,
  )
  const relationship = "RelationshipDefinitions(SchemaName='contact_customer_accounts')"
  const { body: found } = await ask('GET', `${relationship}/Microsoft.Dynamics.CRM.OneToManyRelationshipMetadata`)
  assert.deepEqual([found.ReferencingEntity, found.ReferencingAttribute], ['contact', 'parentcustomerid'])
  assert.equal((await ask('GET', `RelationshipDefinitions(${found.MetadataId})`)).body.SchemaName, 'contact_customer_accounts')
  assert.deepEqual((await ask('GET', 'GlobalOptionSetDefinitions')).body.value, [])
  assert.equal((await ask('GET', "GlobalOptionSetDefinitions(Name='lb_none')")).status, 404)
})
