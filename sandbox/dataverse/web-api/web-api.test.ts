import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SaxesParser } from 'saxes'
import { defineKey, errorOf, webApi } from '../../../test/support/web-api.ts'
import { applicationUserId } from '../seeds.ts'

const id = '11111111-2222-4333-8444-555555555555'

test('the service document names every table', async (t) => {
  const { ask } = webApi(t)
  const { body } = await ask('GET', '')
  assert.equal(body['@odata.context'], 'https://localhost:8443/api/data/v9.2/$metadata')
  assert.ok((body.value as { url: string }[]).some(({ url }) => url === 'transactioncurrencies'))
})

test('WhoAmI names the user, its business unit and the organization', async (t) => {
  const { environment, ask } = webApi(t)
  const { status, body } = await ask('GET', 'WhoAmI')
  assert.equal(status, 200)
  assert.equal(body.UserId, applicationUserId)
  assert.equal(body.BusinessUnitId, environment.rowsOf('businessunit')[0]?.id)
  assert.equal(body.OrganizationId, environment.rowsOf('organization')[0]?.id)
  assert.deepEqual((await ask('GET', 'WhoAmI()')).body, body)
})

test('the base language is asked for like any column', async (t) => {
  const { ask } = webApi(t)
  const { body } = await ask('GET', 'organizations?$select=languagecode&$top=1')
  assert.equal((body.value as { languagecode: number }[])[0]?.languagecode, 1033)
})

test('$metadata is well-formed and names tables, columns, lookups and what leads back', async (t) => {
  const { ask } = webApi(t)
  const { headers, text } = await ask('GET', '$metadata')
  assert.equal(headers['content-type'], 'application/xml')
  const names = new Map<string, number>()
  const parser = new SaxesParser({ xmlns: true })
  parser.on('opentag', ({ name }) => names.set(name, (names.get(name) ?? 0) + 1))
  parser.on('error', (error) => assert.fail(error.message))
  parser.write(text).close()
  assert.ok((names.get('EntityType') ?? 0) > 10)
  for (const wanted of [
    '<Property Name="creditlimit" Type="Edm.Decimal" Scale="Variable"/>',
    '<Property Name="name" Type="Edm.String" MaxLength="160" Unicode="false"/>',
    '<Property Name="_primarycontactid_value" Type="Edm.Guid"/>',
    '<NavigationProperty Name="primarycontactid" Type="mscrm.contact" Nullable="false" Partner="account_primary_contact"><ReferentialConstraint Property="_primarycontactid_value" ReferencedProperty="contactid"/></NavigationProperty>',
    '<NavigationProperty Name="account_primary_contact" Type="Collection(mscrm.account)" Partner="primarycontactid"/>',
    '<NavigationPropertyBinding Path="primarycontactid" Target="contacts"/>',
    '<EntityType Name="systemuser" BaseType="mscrm.principal"><Key><PropertyRef Name="ownerid"/></Key>',
    '<NavigationProperty Name="ownerid" Type="mscrm.principal" Nullable="false" Partner="owner_accounts"><ReferentialConstraint Property="_ownerid_value" ReferencedProperty="ownerid"/></NavigationProperty>',
    '<Action Name="UpsertMultiple" IsBound="true"><Parameter Name="entityset" Type="Collection(mscrm.account)" Nullable="false"/>',
    '<FunctionImport Name="WhoAmI" Function="Microsoft.Dynamics.CRM.WhoAmI"/>',
  ]) {
    assert.ok(text.includes(wanted), wanted)
  }
})

/** A request, and the status, code and words of its refusal. */
const refused: [string, string, number, string, RegExp][] = [
  ['GET', 'Accounts', 404, '0x80060888', /^Resource not found for the segment 'Accounts'\.$/],
  ['GET', 'account', 404, '0x80060888', /segment 'account'/],
  ['GET', 'accounts/name', 404, '0x80060888', /segment 'name'/],
  ['GET', `accounts(${id})`, 404, '0x80040217', /^account With Id = 11111111-2222-4333-8444-555555555555 Does Not Exist$/],
  ['GET', `accounts(${id})/name`, 404, '0x80040217', /Does Not Exist/],
  [
    'GET',
    'accounts(4711)',
    400,
    '0x80060888',
    /^The key in the request URI is not valid for resource 'Microsoft\.Dynamics\.CRM\.account'/,
  ],
  ['GET', "accounts(accountnumber='4711')", 400, '0x80060888', /^The key in the request URI is not valid/],
  ['GET', 'accounts(undefined)', 400, '0x80060888', /^Bad Request - Error in query syntax\.$/],
  ['GET', `accounts({${id}})`, 400, '0x80060888', /^Bad Request - Error in query syntax\.$/],
  ['GET', 'accounts(accountnumber=undefined)', 400, '0x80060888', /^Bad Request - Error in query syntax\.$/],
  ['GET', 'accounts()', 400, '0x80060888', /^The key in the request URI is not valid/],
  ['GET', "accounts(accountnumber='4711'", 400, '0x80060888', /^Unrecognized request path/],
  ['GET', '%E0%A4%A', 400, '0x80060888', /not well-formed/],
  ['PUT', 'accounts', 405, '', /does not support http method 'PUT'/],
  ['PATCH', 'accounts', 405, '', /does not support http method 'PATCH'/],
  ['POST', `accounts(${id})`, 405, '', /does not support http method 'POST'/],
  ['POST', '$batch', 400, '0x80048d19', /Stream was not readable/],
  ['GET', '$batch', 405, '', /does not support http method 'GET'/],
  ['POST', 'accounts/Microsoft.Dynamics.CRM.DeleteMultiple', 501, '0x80040216', /not yet been implemented/],
  ['POST', `invoices(${id})/Microsoft.Dynamics.CRM.LockInvoicePricing`, 404, '0x80040217', /invoice With Id/],
  ['POST', `accounts(${id})/Microsoft.Dynamics.CRM.LockInvoicePricing`, 400, '0x80060888', /bound to invoice/],
  ['POST', `products(${id})/Microsoft.Dynamics.CRM.CloneProduct`, 501, '0x80060888', /CloneProduct/],
  ['GET', `products(${id})/Microsoft.Dynamics.CRM.PublishProductHierarchy`, 404, '', /^No HTTP resource was found/],
  ['POST', `accounts(${id})/Microsoft.Dynamics.CRM.CreateMultiple`, 404, '', /^No HTTP resource was found/],
  ['GET', `systemusers(${id})/Microsoft.Dynamics.CRM.systemuser`, 501, '0x80060888', /systemuser/],
  [
    'GET',
    `accounts(${id})/Microsoft.Dynamics.CRM.NoSuch()`,
    404,
    '0x80060888',
    /^Resource not found for the segment 'Microsoft\.Dynamics\.CRM\.NoSuch\(\)'\.$/,
  ],
  ['POST', 'accounts/Microsoft.Dynamics.CRM.NoSuch', 404, '0x80060888', /NoSuch/],
  ['POST', 'Microsoft.Dynamics.CRM.NoSuch', 404, '0x80060888', /NoSuch/],
  ['POST', 'nosuch/Microsoft.Dynamics.CRM.NoSuch', 404, '0x80060888', /'nosuch'/],
  ['GET', 'Nonsense()', 404, '0x80060888', /segment 'Nonsense\(\)'|segment 'Nonsense'/],
  ['GET', 'EntityDefinitions(', 400, '0x80060888', /Unrecognized request path/],
  ['POST', 'ReactivateEntityKey', 404, '0x80060888', /segment/],
]

for (const [method, path, status, code, message] of refused) {
  test(`${method} ${path} is refused`, async (t) => {
    const { ask } = webApi(t)
    const answered = await ask(method, path)
    assert.equal(answered.status, status, answered.text)
    assert.equal(errorOf(answered).code, code)
    assert.match(errorOf(answered).message, message)
  })
}

test('an error says more when annotations are asked for', async (t) => {
  const { ask } = webApi(t)
  const plain = await ask('GET', `accounts(${id})`)
  assert.deepEqual(Object.keys(errorOf(plain)), ['code', 'message'])
  const { body } = await ask('GET', `accounts(${id})`, '', { prefer: 'odata.include-annotations="*"' })
  const error = body.error as Record<string, string>
  assert.match(error['@Microsoft.PowerApps.CDS.HelpLink'] ?? '', /80040217/)
  assert.equal(error['@Microsoft.PowerApps.CDS.ErrorDetails.OperationStatus'], '0')
})

test('a key value with a character Dataverse cannot take is an error in syntax, encoded or not', async (t) => {
  const { ask } = webApi(t)
  await defineKey(ask, 'account', 'accountnumber')
  for (const value of ['1/2', '1%2F2', '1%2B2', '1%262']) {
    const answered = await ask('PATCH', `accounts(accountnumber='${value}')`, { name: 'x' })
    assert.deepEqual([answered.status, errorOf(answered).code], [400, '0x80060888'], value)
    assert.match(errorOf(answered).message, /Error in query syntax/)
  }
  assert.equal((await ask('PATCH', "accounts(accountnumber='1-2.3%20%23ä')", { name: 'x' })).status, 204)
})

test('a function is called by GET and an action by POST', async (t) => {
  const { ask } = webApi(t)
  for (const [method, path] of [
    ['POST', 'WhoAmI'],
    ['GET', 'PublishAllXml'],
  ] as const) {
    const refused = await ask(method, path)
    assert.deepEqual([refused.status, errorOf(refused).code], [404, ''])
    assert.equal(
      errorOf(refused).message,
      `No HTTP resource was found that matches the request URI 'https://localhost:8443/api/data/v9.2/${path}'.`,
    )
  }
})

test('a name that every object has is no function, action or message', async (t) => {
  const { ask } = webApi(t)
  for (const path of ['constructor', 'toString()', 'hasOwnProperty']) {
    for (const method of ['GET', 'POST']) assert.equal((await ask(method, path, {})).status, 404)
  }
  const bound = await ask('POST', 'accounts/Microsoft.Dynamics.CRM.constructor', {})
  assert.deepEqual([bound.status, errorOf(bound).code], [404, '0x80060888'])
})

test('a name behind a row that is none of its table leads nowhere, in whatever way it is asked for', async (t) => {
  const { ask } = webApi(t)
  await ask('POST', 'accounts', { accountid: id, name: 'A' })
  for (const method of ['GET', 'PUT', 'DELETE']) {
    const answered = await ask(method, `accounts(${id})/nosuch`, method === 'PUT' ? { value: 1 } : '')
    assert.deepEqual([answered.status, errorOf(answered).code], [404, '0x80060888'])
    assert.equal(errorOf(answered).message, "Resource not found for the segment 'nosuch'.")
  }
})

test('an empty key finds no row, and makes one that has none', async (t) => {
  const { ask } = webApi(t)
  await defineKey(ask, 'account', 'accountnumber')
  const address = "accounts(accountnumber='')"
  for (const name of ['A', 'B']) assert.equal((await ask('PATCH', address, { name })).status, 204)
  assert.deepEqual(errorOf(await ask('GET', address)).code, '0x80060891')
  assert.equal((await ask('GET', 'accounts?$filter=accountnumber eq null&$count=true')).body['@odata.count'], 2)
})

test('what Dynamics 365 does and the sandbox does not is refused by name, with or without parameters', async (t) => {
  const { ask } = webApi(t)
  for (const [method, path] of [
    ['GET', 'RetrieveAvailableLanguages'],
    ['GET', 'RetrieveDependenciesForDelete(ObjectId=@p1,ComponentType=@p2)?@p1=1&@p2=2'],
    ['POST', 'Microsoft.Dynamics.CRM.GrantAccess'],
  ] as const)
    assert.equal((await ask(method, path, {})).status, 501, path)
  assert.equal((await ask('GET', 'RetrieveTotalRecordCount(EntityNames=["nosuch"])')).status, 404)
})
