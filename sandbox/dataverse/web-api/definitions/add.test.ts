import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, addStock, attributes, type Facts, keys, type } from '../../../../test/support/definitions.ts'
import { apiRoot, askOf, errorOf, represented, webApi } from '../../../../test/support/web-api.ts'
import { Environment } from '../../environment.ts'

test('what is added is answered with its id', async (t) => {
  const { ask } = webApi(t)
  const { headers } = await ask('POST', attributes, { ...type('String'), SchemaName: 'lb_Text', MaxLength: 3 })
  const address = headers['odata-entityid']?.replace(apiRoot, '') ?? ''
  assert.match(address, /^EntityDefinitions\([\da-f-]{36}\)\/Attributes\([\da-f-]{36}\)$/)
  assert.equal((await ask('GET', address)).body.LogicalName, 'lb_text')
})

test('what is added comes back when the client prefers that', async (t) => {
  const { ask } = webApi(t)
  const column = { ...type('String'), SchemaName: 'lb_Text', MaxLength: 3 }
  const { status, headers, body } = await ask('POST', attributes, column, represented)
  assert.deepEqual([status, headers['preference-applied'], body.LogicalName], [201, 'return=representation', 'lb_text'])
  assert.match(headers['odata-entityid'] ?? '', new RegExp(`${body.MetadataId}\\)$`))
  const key = await ask('POST', keys, { SchemaName: 'lb_key', KeyAttributes: ['lb_text'] }, represented)
  assert.deepEqual([key.status, key.body.KeyAttributes], [201, ['lb_text']])
})

test('a table comes with its columns, or not at all', async (t) => {
  const { ask } = webApi(t)
  const name = { ...type('String'), SchemaName: 'lb_Name', IsPrimaryName: true, MaxLength: 50 }
  const amount = { ...type('Money'), SchemaName: 'lb_Value', MinValue: 0 }
  const picture = { ...type('Image'), SchemaName: 'lb_Picture' }
  const text = { ...type('String'), SchemaName: 'lb_Text', MaxLength: 3 }
  const made = (...Attributes: Facts[]) => ask('POST', 'EntityDefinitions', { SchemaName: 'lb_Stock', Attributes })
  for (const [columns, code] of [
    [[text, { ...text, MaxLength: 9 }], '0x80047013'],
    [[text, { ...type('String'), SchemaName: 'lb_Other' }], '0x80044330'],
    [[{ ...text, SchemaName: 'lb_NAME' }], '0x80047013'],
    [[{ ...type('Lookup'), SchemaName: 'lb_Customer' }], '0x80048d19'],
  ] as const) {
    assert.equal(errorOf(await made(name, ...columns)).code, code)
    assert.equal((await ask('GET', 'lb_stocks')).status, 404)
  }
  assert.equal((await made(amount, name, text, picture)).status, 204)
  const { status, body } = await ask('POST', 'lb_stocks', { lb_name: 'Pump', lb_text: 'abc', lb_value: 5.25 }, represented)
  assert.deepEqual([status, body.lb_text, body.lb_value_base], [201, 'abc', 5.25])
  const { body: table } = await ask('GET', "EntityDefinitions(LogicalName='lb_stock')?$select=PrimaryImageAttribute")
  assert.equal(table.PrimaryImageAttribute, 'lb_picture')
})

test('what is added keeps the capitals of its name, also after a restart', async (t) => {
  const { ask, environment, folder } = webApi(t)
  await addStock(ask)
  const table = "EntityDefinitions(LogicalName='lb_customerinventory')"
  await ask('POST', `${table}/Keys`, { SchemaName: 'lb_Name_Key', KeyAttributes: ['lb_name'] })
  environment.close()
  const again = Environment.open(folder)
  t.after(() => again.close())
  const { body } = await askOf(again)('GET', `${table}?$expand=Attributes($select=SchemaName),Keys($select=SchemaName)`)
  const names = [body, ...(body.Attributes as Facts[]), ...(body.Keys as Facts[])].map(({ SchemaName }) => SchemaName)
  for (const name of ['', 'Id'].map((end) => `lb_CustomerInventory${end}`)) assert.ok(names.includes(name), name)
  for (const name of ['lb_Name', 'lb_CustomerId', 'lb_Value', 'lb_Value_Base', 'lb_Name_Key'])
    assert.ok(names.includes(name), name)
})

test('a table says whether its rows have notes', async (t) => {
  const { ask } = webApi(t)
  for (const HasNotes of [true, false]) {
    const SchemaName = HasNotes ? 'lb_Noted' : 'lb_Plain'
    assert.equal((await ask('POST', 'EntityDefinitions', { ...table({ HasNotes }), SchemaName })).status, 204)
    const { body } = await ask('GET', `EntityDefinitions(LogicalName='${SchemaName.toLowerCase()}')?$select=HasNotes`)
    assert.equal(body.HasNotes, HasNotes)
  }
})

test('a table of one’s own is written and read like any other', async (t) => {
  const { ask } = webApi(t)
  await addStock(ask)
  const { accountid } = (await ask('POST', 'accounts', { name: 'Contoso' }, represented)).body
  const row = { lb_name: 'Pump at Contoso', 'lb_CustomerId@odata.bind': `/accounts(${accountid})`, lb_value: 5.25 }
  const { status, body, text } = await ask('POST', 'lb_customerinventories', row, represented)
  assert.equal(status, 201, text)
  assert.deepEqual([body._lb_customerid_value, body.lb_value, body.lb_value_base, body.statecode], [accountid, 5.25, 5.25, 0])
  assert.notEqual(body._transactioncurrencyid_value, null)
  const back = await ask('GET', `accounts(${accountid})/lb_account_customerinventory?$select=lb_name`)
  assert.equal((back.body.value as unknown[]).length, 1)
  const names = (await ask('GET', '')).body.value as { name: string }[]
  assert.ok(names.some(({ name }) => name === 'lb_customerinventories'))
})

/** Where something is added, what, and the status, code and words of the refusal. */
const refused: [string, Facts | string, number, string, RegExp][] = [
  [
    attributes,
    { ...type('String'), SchemaName: 'code', MaxLength: 5 },
    400,
    '0x80044366',
    /must start with a valid customization prefix/,
  ],
  [
    attributes,
    { ...type('String'), SchemaName: 'lb_code', MaxLength: 5000 },
    400,
    '0x80044330',
    /MaxLength must be from 1 to 4000/,
  ],
  [attributes, { ...type('Customer'), SchemaName: 'lb_code' }, 400, '0x80048d19', /type 'Customer' cannot be added/],
  [attributes, { ...type('Picklist'), SchemaName: 'lb_code' }, 400, '0x80048d19', /needs an OptionSet/],
  [attributes, 'no JSON', 400, '0x80048d19', /not a JSON object/],
  [keys, { SchemaName: 'lb_key', KeyAttributes: [] }, 400, '0x80048d19', /1 to 16/],
  [
    keys,
    { SchemaName: 'lb_key', KeyAttributes: ['nonsense'] },
    400,
    '0x80041103',
    /'account' entity doesn't contain attribute with Name = 'nonsense'/,
  ],
  [keys, { SchemaName: 'lb_key', KeyAttributes: ['creditonhold'] }, 400, '0x8006088F', /of a type that no key may have/],
  [keys, { SchemaName: 'key', KeyAttributes: ['accountnumber'] }, 400, '0x80044366', /EntityKey/],
  ['EntityDefinitions', { SchemaName: 'lb_x', Attributes: [] }, 400, '0x80048d19', /PrimaryName attribute not found/],
  ['EntityDefinitions', { SchemaName: 'account' }, 400, '0x80044366', /prefix/],
  ['RelationshipDefinitions', { SchemaName: 'lb_x' }, 400, '0x80048d19', /A relationship is a OneToManyRelationshipMetadata/],
  [`${account}/Nonsense`, {}, 404, '0x80060888', /segment 'Nonsense'/],
  ["EntityDefinitions(LogicalName='x')/Keys", {}, 404, '0x80041102', /MetadataCache/],
]

for (const [path, body, status, code, message] of refused) {
  test(`${path} refuses ${typeof body === 'string' ? body : JSON.stringify(body)}`, async (t) => {
    const { ask } = webApi(t)
    const answered = await ask('POST', path, body)
    assert.equal(answered.status, status, answered.text)
    assert.equal(errorOf(answered).code, code)
    assert.match(errorOf(answered).message, message)
  })
}

/** Where something is added that Dynamics 365 would do, what, and what the refusal names. */
const notDone: [string, Facts, RegExp][] = [
  [attributes, { ...type('MultiSelectPicklist'), SchemaName: 'lb_x' }, /several choices \(MultiSelectPicklist\)/],
  [
    attributes,
    { ...type('Picklist'), SchemaName: 'lb_x', 'GlobalOptionSet@odata.bind': '/GlobalOptionSetDefinitions(1)' },
    /GlobalOptionSet@odata\.bind/,
  ],
  [attributes, { ...type('String'), SchemaName: 'lb_x', MaxLength: 9, AutoNumberFormat: '{SEQNUM:4}' }, /AutoNumberFormat/],
  [attributes, { ...type('Decimal'), SchemaName: 'lb_x', SourceType: 1 }, /SourceType/],
  [
    attributes,
    { ...type('DateTime'), SchemaName: 'lb_x', DateTimeBehavior: { Value: 'TimeZoneIndependent' } },
    /TimeZoneIndependent/,
  ],
  ['EntityDefinitions', table({ OwnershipType: 'OrganizationOwned' }), /OwnershipType OrganizationOwned/],
  ['EntityDefinitions', table({ HasActivities: true }), /HasActivities/],
  ['EntityDefinitions', table({ IsActivity: true }), /IsActivity/],
  ['EntityDefinitions', table({}, { AutoNumberFormat: '{SEQNUM:4}' }), /AutoNumberFormat/],
  ['RelationshipDefinitions', relationship('NoCascade'), /NoCascade on deletion/],
  ['GlobalOptionSetDefinitions', { Name: 'lb_x' }, /POST of GlobalOptionSetDefinitions/],
]

for (const [path, body, message] of notDone) {
  test(`${path} says that it does not do ${JSON.stringify(body)}`, async (t) => {
    const { ask } = webApi(t)
    const answered = await ask('POST', path, body)
    assert.equal(answered.status, 501, answered.text)
    assert.match(errorOf(answered).message, message)
  })
}

function table(facts: Facts, name: Facts = {}): Facts {
  return { SchemaName: 'lb_x', ...facts, Attributes: [{ ...type('String'), SchemaName: 'lb_n', IsPrimaryName: true, ...name }] }
}

function relationship(Delete: string): Facts {
  return {
    '@odata.type': 'Microsoft.Dynamics.CRM.OneToManyRelationshipMetadata',
    SchemaName: 'lb_account_contact',
    ReferencedEntity: 'account',
    ReferencingEntity: 'contact',
    CascadeConfiguration: { Delete },
    Lookup: { SchemaName: 'lb_Site' },
  }
}

/** What a new lookup says of deletion, how one is answered that would empty it, and whether its row is there then, and with what lookup. */
const deletions: [string, number, number, boolean][] = [
  ['RemoveLink', 204, 200, false],
  ['Cascade', 204, 404, false],
  ['Restrict', 405, 200, true],
]

for (const [Delete, deleted, there, isKept] of deletions) {
  test(`a new lookup with ${Delete} on deletion does so`, async (t) => {
    const { ask } = webApi(t)
    assert.equal((await ask('POST', 'RelationshipDefinitions', relationship(Delete))).status, 204)
    const { accountid } = (await ask('POST', 'accounts', { name: 'Contoso' }, represented)).body
    const site = { lastname: 'Pump', 'lb_Site@odata.bind': `/accounts(${accountid})` }
    const { contactid } = (await ask('POST', 'contacts', site, represented)).body
    assert.equal((await ask('DELETE', `accounts(${accountid})`)).status, deleted)
    const { status, body } = await ask('GET', `contacts(${contactid})`)
    assert.deepEqual([status, body._lb_site_value === accountid], [there, isKept])
    assert.equal((await ask('GET', `accounts(${accountid})`)).status, isKept ? 200 : 404)
  })
}

test('what is there already is not added again', async (t) => {
  const { ask } = webApi(t)
  const column = { ...type('String'), SchemaName: 'lb_code', MaxLength: 5 }
  await ask('POST', attributes, column)
  assert.equal(errorOf(await ask('POST', attributes, column)).code, '0x80047013')
  await ask('POST', keys, { SchemaName: 'lb_key', KeyAttributes: ['lb_code'] })
  assert.equal(errorOf(await ask('POST', keys, { SchemaName: 'lb_key', KeyAttributes: ['name'] })).code, '0x80060893')
  assert.equal(errorOf(await ask('POST', keys, { SchemaName: 'lb_other', KeyAttributes: ['lb_code'] })).code, '0x80060894')
  await addStock(ask)
  const again = { SchemaName: 'lb_CustomerInventory', Attributes: [{ SchemaName: 'lb_Name', IsPrimaryName: true }] }
  assert.equal(errorOf(await ask('POST', 'EntityDefinitions', again)).code, '0x80044363')
})
