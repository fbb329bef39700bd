import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { type Ask, errorOf, webApi } from '../../../test/support/web-api.ts'

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

/** Five customers; the third belongs to the first. */
async function customers(t: TestContext): Promise<Ask> {
  const { ask } = webApi(t)
  const rows = [
    { name: 'Contoso', accountnumber: '1', creditlimit: 100, address1_city: 'Köln', creditonhold: true },
    { name: "O'Neil", accountnumber: '2', creditlimit: 20.5, paymenttermscode: 1 },
    { name: 'contoso (north)', accountnumber: '3', 'parentaccountid@odata.bind': `/accounts(${id(1)})`, statecode: 1 },
    { name: 'Fabrikam & Sons', accountnumber: '10', address1_city: 'Bonn', paymenttermscode: 4 },
    { name: 'Zzz', creditlimit: 99999999.0001 },
  ]
  for (const [index, row] of rows.entries()) {
    assert.equal((await ask('POST', 'accounts', { accountid: id(index + 1), ...row })).status, 204)
  }
  return ask
}

/** A filter and the numbers of the customers it leaves. */
const filters: [string, number[]][] = [
  ["name eq 'CONTOSO'", [1]],
  ["name ne 'Contoso'", [2, 3, 4, 5]],
  ["name eq 'O''Neil'", [2]],
  ["name eq 'Fabrikam & Sons'", [4]],
  ['accountnumber eq null', [5]],
  ["accountnumber gt '2'", [3]],
  ['creditlimit gt 20.50', [1, 5]],
  ['creditlimit ge 20.50', [1, 2, 5]],
  ['creditlimit lt 100.0', [2]],
  ['creditlimit le 100', [1, 2]],
  ['creditlimit eq 99999999.00010', [5]],
  ['creditlimit ne 100', [2, 3, 4, 5]],
  ['creditonhold eq true', [1]],
  ['paymenttermscode eq 4', [4]],
  ['paymenttermscode in (1,4)', [2, 4]],
  ["accountnumber in ('1','10')", [1, 4]],
  ['statecode eq 1', [3]],
  [`_parentaccountid_value eq ${id(1)}`, [3]],
  [`_parentaccountid_value eq '${id(1)}'`, [3]],
  [`accountid eq ${id(2)}`, [2]],
  ["parentaccountid/name eq 'contoso'", [3]],
  ["contains(name,'CONTOSO')", [1, 3]],
  ["startswith(name,'contoso (')", [3]],
  ["endswith(name,'sons')", [4]],
  ["not contains(name,'o')", [5]],
  ["name eq 'Contoso' or name eq 'Zzz' and creditonhold eq true", [1]],
  ["(name eq 'Contoso' or name eq 'Zzz') and creditonhold eq false", [5]],
  ["Microsoft.Dynamics.CRM.In(PropertyName='accountnumber',PropertyValues=['2','3'])", [2, 3]],
  ["Microsoft.Dynamics.CRM.In(PropertyName='paymenttermscode',PropertyValues=['1','4'])", [2, 4]],
  ["Microsoft.Dynamics.CRM.In(PropertyValues=['2'], PropertyName='accountnumber')", [2]],
  [`Microsoft.Dynamics.CRM.In(PropertyName='name',PropertyValues=["O'Neil","Zzz"])`, [2, 5]],
  ["Microsoft.Dynamics.CRM.NotIn(PropertyName='accountnumber',PropertyValues=['2','3'])", [1, 4, 5]],
  ["Microsoft.Dynamics.CRM.Between(PropertyName='creditlimit',PropertyValues=['20.5','100'])", [1, 2]],
  ["Microsoft.Dynamics.CRM.NotBetween(PropertyName='creditlimit',PropertyValues=['20.5','100'])", [5]],
  ["Microsoft.Dynamics.CRM.LastXDays(PropertyName='createdon',PropertyValue=7)", [1, 2, 3, 4, 5]],
  ["Microsoft.Dynamics.CRM.OlderThanXYears(PropertyName='createdon',PropertyValue=1)", []],
  ["Microsoft.Dynamics.CRM.OnOrAfter(PropertyName='createdon',PropertyValue='2001-01-01')", [1, 2, 3, 4, 5]],
  ["startswith(name,'con') eq true", [1, 3]],
  ["startswith(name,'con') eq false", [2, 4, 5]],
  ["contains(name,'c_ntoso (')", [3]],
  ["endswith(name,'[m-n]s')", [4]],
  ["contains(name,'fab%sons')", [4]],
  ['name eq name', [1, 2, 3, 4, 5]],
  ['accountnumber gt name', []],
  ["parentaccountid/createdby/lastname eq 'nobody'", []],
  ['parentaccountid/owninguser/isdisabled eq false', [3]],
  ['createdon gt 2001-01-01', [1, 2, 3, 4, 5]],
  ['createdon lt 2001-01-01T00:00:00Z', []],
]

for (const [filter, wanted] of filters) {
  test(`$filter=${filter} finds ${wanted.join(', ') || 'nobody'}`, async (t) => {
    const ask = await customers(t)
    const { status, body, text } = await ask('GET', `accounts?$select=accountid&$filter=${encodeURIComponent(filter)}`)
    assert.equal(status, 200, text)
    assert.deepEqual(
      (body.value as { accountid: string }[]).map(({ accountid }) => accountid),
      wanted.map(id),
    )
  })
}

/** A query, and the status, code and words of the refusal. */
const refused: [string, number, RegExp][] = [
  [
    'accounts?$filter=nonsense eq 1',
    400,
    /^Could not find a property named 'nonsense' on type 'Microsoft\.Dynamics\.CRM\.account'\.$/,
  ],
  ["accounts?$filter=primarycontactid eq 'x'", 400, /Could not find a property named 'primarycontactid'/],
  [
    'accounts?$filter=accountnumber eq 1',
    400,
    /^A binary operator with incompatible types was detected\. Found operand types 'Edm\.String' and 'Edm\.Int32' for operator kind 'Equal'\.$/,
  ],
  ["accounts?$filter=creditlimit gt '1'", 400, /'Edm\.Decimal' and 'Edm\.String' for operator kind 'GreaterThan'/],
  ['accounts?$filter=name eq', 400, /Syntax error/],
  ["accounts?$filter=name like 'x'", 400, /^Syntax error at position 5 in 'name like 'x''\.$/],
  ["accounts?$filter=name eq 'x", 400, /^There is an unterminated literal at position 10 in 'name eq 'x'\.$/],
  ["accounts?$filter=tolower(name) eq 'x'", 400, /^An unknown function with name 'tolower' was found/],
  ["accounts?$filter=startswith(name,'x') eq 'true'", 400, /Syntax error at position 24/],
  ["accounts?$filter=Microsoft.Dynamics.CRM.Between(PropertyName='creditlimit',PropertyValues=['1'])", 400, /needs 2 values/],
  ["accounts?$filter=Microsoft.Dynamics.CRM.In(PropertyName='creditlimit',PropertyValues=['x'])", 400, /incompatible types/],
  ['accounts?$select=name&$select=fax', 400, /'\$select' was specified more than once/],
  ["accounts?$filter=(name eq 'x'", 400, /Syntax error/],
  ["accounts?$filter=name eq 'x')", 400, /Syntax error/],
  ['accounts?$filter=contains(name,1)', 400, /No function signature for the function with name 'contains'/],
  ["accounts?$filter=boss/name eq 'x'", 400, /Could not find a property named 'boss'/],
  ['accounts?$filter=nosuch/any()', 400, /Could not find a property named 'nosuch'/],
  ["accounts?$filter=contact_customer_accounts/any(lastname eq 'x')", 400, /Syntax error/],
  ["accounts?$filter=contact_customer_accounts/any(c:lastname eq 'x')", 400, /in the context of 'c'/],
  ["accounts?$filter=Microsoft.Dynamics.CRM.Under(PropertyName='accountid',PropertyValue='x')", 501, /Under/],
  ['accounts?$select=nonsense', 400, /Could not find a property named 'nonsense'/],
  ['accounts?$orderby=nonsense', 400, /Could not find a property named 'nonsense'/],
  ['accounts?$orderby=name upwards', 400, /Syntax error at position 12 in 'name upwards'/],
  ['accounts?$skip=10', 400, /^The query parameter \$skip is not supported\.$/],
  ['accounts?$search=x', 400, /\$search is not supported/],
  ['accounts?$top=few', 400, /Invalid value 'few' for \$top/],
  ['accounts?$apply=groupby((name))', 501, /\$apply/],
  ['accounts?fetchXml=x', 501, /fetchXml/],
  ['accounts?$expand=boss', 400, /Could not find a property named 'boss'/],
  ['accounts?$expand=primarycontactid($count=true)', 400, /'\$count' is not supported within \$expand/],
  ['accounts?$expand=primarycontactid($select=nonsense)', 400, /Could not find a property named 'nonsense'/],
  ['accounts?$expand=primarycontactid($orderby=lastname)', 400, /^Only \$select and \$filter clause can be provided/],
  ['accounts?$expand=contact_customer_accounts/$ref', 400, /^Expand with \$ref is only supported on lookup type/],
  ['accounts?$expand=ownerid($select=fullname)', 400, /property named 'fullname' on type 'Microsoft\.Dynamics\.CRM\.principal'/],
  [`accounts?$expand=${Array.from({ length: 16 }, () => 'primarycontactid').join(',')}`, 400, /more than 15/],
]

for (const [query, status, message] of refused) {
  test(`${query} is refused`, async (t) => {
    const ask = await customers(t)
    const reply = await ask('GET', query)
    assert.equal(reply.status, status, reply.text)
    assert.match(errorOf(reply).message, message)
  })
}

test('rows come in order of creation, or as asked: empty first, text without regard to case, numbers as numbers', async (t) => {
  const ask = await customers(t)
  const order = async (orderby: string) => {
    const { body } = await ask('GET', `accounts?$select=accountid&$orderby=${orderby}`)
    return (body.value as { accountid: string }[]).map(({ accountid }) => Number(accountid.slice(-3)))
  }
  assert.deepEqual(await order('name'), [1, 3, 4, 2, 5])
  assert.deepEqual(await order('creditlimit desc,name asc'), [5, 1, 2, 3, 4])
  assert.deepEqual(await order('creditlimit'), [3, 4, 2, 1, 5])
})

test('only what is selected comes, with id and etag; an amount brings its currency along', async (t) => {
  const ask = await customers(t)
  const { body } = await ask('GET', 'accounts?$select=creditlimit&$top=1')
  const [row] = body.value as Record<string, unknown>[]
  assert.deepEqual(Object.keys(row ?? {}).sort(), ['@odata.etag', '_transactioncurrencyid_value', 'accountid', 'creditlimit'])
  assert.equal(body['@odata.context'], 'https://localhost:8443/api/data/v9.2/$metadata#accounts(creditlimit)')
})

test('pages follow each other until all rows were there', async (t) => {
  const ask = await customers(t)
  let path = 'accounts?$select=name&$filter=accountnumber ne null&$count=true'
  const sizes: number[] = []
  for (;;) {
    const { body, headers } = await ask('GET', path, '', { prefer: 'odata.maxpagesize=3' })
    assert.equal(headers['preference-applied'], 'odata.maxpagesize=3')
    assert.equal(body['@odata.count'], 4)
    sizes.push((body.value as unknown[]).length)
    if (body['@odata.nextLink'] === undefined) break
    path = String(body['@odata.nextLink']).replace('https://localhost:8443/api/data/v9.2/', '')
  }
  assert.deepEqual(sizes, [3, 1])
})

test('the next page begins behind the last row of the one before, whatever was deleted meanwhile', async (t) => {
  const ask = await customers(t)
  const paged = { prefer: 'odata.maxpagesize=2' }
  const first = await ask('GET', "accounts?$select=name&$filter=contains(name,'o') or name eq 'Zzz'", '', paged)
  const link = String(first.body['@odata.nextLink'])
  assert.match(
    link,
    /accounts\?\$select=name&\$filter=contains\(name,'o'\)%20or%20name%20eq%20'Zzz'&\$skiptoken=%3Ccookie%20pagenumber=%222%22/,
  )
  assert.match(link, new RegExp(`accountid%2520last%253d%2522%257b${id(2)}%257d`))
  await ask('DELETE', `accounts(${id(1)})`)
  const second = await ask('GET', link.replace('https://localhost:8443/api/data/v9.2/', ''), '', paged)
  assert.deepEqual(
    (second.body.value as { accountid: string }[]).map(({ accountid }) => accountid),
    [3, 4].map(id),
  )
})

test('what a query repeats may stand in it once, by an alias', async (t) => {
  const ask = await customers(t)
  const query = "accounts?$select=accountid&$filter=@p1 eq @p2 or contains(name,'@p2')&$orderby=@p1&@p1=accountnumber&@p2='3'"
  const { body } = await ask('GET', query)
  assert.deepEqual(
    (body.value as { accountid: string }[]).map(({ accountid }) => accountid),
    [id(3)],
  )
})

test('rows are ordered by what they refer to', async (t) => {
  const ask = await customers(t)
  const { body } = await ask('GET', 'accounts?$select=accountid&$orderby=parentaccountid/name desc,name desc')
  assert.deepEqual(
    (body.value as { accountid: string }[]).map(({ accountid }) => accountid),
    [3, 5, 2, 4, 1].map(id),
  )
})

test('who asks for pages gets pages: $top counts for nothing then', async (t) => {
  const ask = await customers(t)
  const { body } = await ask('GET', 'accounts?$select=name&$top=1', '', { prefer: 'odata.maxpagesize=2' })
  assert.equal((body.value as unknown[]).length, 2)
  assert.ok('@odata.nextLink' in body)
})

test('$top ends the list without a next page', async (t) => {
  const ask = await customers(t)
  const { body } = await ask('GET', 'accounts?$select=name&$top=2')
  assert.equal((body.value as unknown[]).length, 2)
  assert.equal('@odata.nextLink' in body, false)
})

test('a name that is none is refused also when no row is found', async (t) => {
  const { ask } = webApi(t)
  for (const path of ['accounts?$select=nosuch', 'accounts?$select=name&$expand=nosuch', 'accounts?$orderby=nosuch'])
    assert.deepEqual([(await ask('GET', path)).status, errorOf(await ask('GET', path)).code], [400, '0x80060888'], path)
  const tracked = await ask('GET', 'accounts?$select=nosuch', '', { prefer: 'odata.track-changes' })
  assert.equal(tracked.status, 400)
})

test('rows are found by the rows that refer to them: any of them, all of them, or that there are some', async (t) => {
  const { ask } = webApi(t)
  for (const [n, name, contacts] of [
    [1, 'A', ['x', 'y']],
    [2, 'B', ['y']],
    [3, 'C', []],
  ] as const) {
    const people = contacts.map((lastname) => ({ lastname, firstname: name }))
    await ask('POST', 'accounts', { accountid: id(n), name, contact_customer_accounts: people })
  }
  const found = async (filter: string) => {
    const { body, text } = await ask('GET', `accounts?$select=name&$filter=${filter}`)
    return ((body.value ?? assert.fail(text)) as { name: string }[]).map(({ name }) => name).join()
  }
  const people = 'contact_customer_accounts'
  assert.equal(await found(`${people}/any(c:c/lastname eq 'y')`), 'A,B')
  assert.equal(await found(`${people}/all(c:c/lastname eq 'y')`), 'B,C')
  assert.equal(await found(`${people}/any()`), 'A,B')
  assert.equal(await found(`not ${people}/any()`), 'C')
  assert.equal(
    await found(`${people}/any(c:(c/lastname eq 'x' or contains(c/firstname,'q')) and c/statecode eq 0) and name ne 'B'`),
    'A',
  )
  assert.equal(await found(`${people}/any(c:c/parentcustomerid_account/name eq 'B')`), 'B')
})

test('rows are counted', async (t) => {
  const ask = await customers(t)
  assert.equal((await ask('GET', 'accounts/$count')).text, '5')
  assert.equal((await ask('GET', "accounts/$count?$filter=contains(name,'contoso')")).text, '2')
})

test('with annotations values come as a person reads them', async (t) => {
  const ask = await customers(t)
  await ask('PATCH', `accounts(${id(1)})`, { paymenttermscode: 2, numberofemployees: 1234 })
  const { body, headers } = await ask('GET', `accounts(${id(1)})`, '', { prefer: 'odata.include-annotations="*"' })
  const formatted = (name: string) => body[`${name}@OData.Community.Display.V1.FormattedValue`]
  assert.equal(headers['preference-applied'], 'odata.include-annotations="*"')
  assert.deepEqual(
    ['creditlimit', 'paymenttermscode', 'creditonhold', 'numberofemployees', '_transactioncurrencyid_value', 'statecode'].map(
      formatted,
    ),
    ['€100.00', '2% 10, Net 30', 'Yes', '1,234', 'Euro', 'Active'],
  )
  assert.match(String(formatted('createdon')), /^\d+\/\d+\/\d{4} \d+:\d\d [AP]M$/)
})

test('only the annotations asked for are told', async (t) => {
  const ask = await customers(t)
  const names = async (annotations: string) => {
    const prefer = `odata.include-annotations=${annotations}`
    const { body } = await ask('GET', `accounts?$select=_parentaccountid_value&$count=true&$filter=statecode eq 1`, '', {
      prefer,
    })
    const [row = {}] = body.value as object[]
    return [...Object.keys(body), ...Object.keys(row)].flatMap((name) => /@(?:OData|Microsoft)\..*\.(\w+)$/.exec(name)?.[1] ?? [])
  }
  const counts = ['totalrecordcount', 'totalrecordcountlimitexceeded', 'globalmetadataversion']
  const lookup = ['associatednavigationproperty', 'lookuplogicalname']
  assert.deepEqual(await names('"*"'), [...counts, 'FormattedValue', ...lookup])
  assert.deepEqual(await names('OData.Community.Display.V1.FormattedValue'), ['FormattedValue'])
  assert.deepEqual(await names('"Microsoft.Dynamics.CRM.*"'), [...counts, ...lookup])
  assert.deepEqual(await names('"*,-Microsoft.Dynamics.CRM.*"'), ['FormattedValue'])
  assert.deepEqual(await names('"Microsoft.Dynamics.CRM.lookuplogicalname"'), ['lookuplogicalname'])
})

test('rows that are counted are counted in the annotations', async (t) => {
  const ask = await customers(t)
  const { body } = await ask('GET', 'accounts?$count=true&$top=1', '', { prefer: 'odata.include-annotations="*"' })
  assert.deepEqual([body['@odata.count'], body['@Microsoft.Dynamics.CRM.totalrecordcount']], [5, 5])
})

test('rows that are referred to and rows that refer come along', async (t) => {
  const ask = await customers(t)
  const path = `accounts(${id(3)})?$select=name&$expand=parentaccountid($select=name;$expand=account_parent_account($select=accountnumber)),primarycontactid`
  const { body } = await ask('GET', path)
  const parent = body.parentaccountid as { name: string; account_parent_account: { accountnumber: string }[] }
  assert.equal(parent.name, 'Contoso')
  assert.deepEqual(
    parent.account_parent_account.map(({ accountnumber }) => accountnumber),
    ['3'],
  )
  assert.equal(body.primarycontactid, null)
  const { body: refs } = await ask('GET', `accounts(${id(3)})?$expand=parentaccountid/$ref`)
  assert.deepEqual(refs.parentaccountid, { '@odata.id': `https://localhost:8443/api/data/v9.2/accounts(${id(1)})` })
})

test('one follows a lookup there and back', async (t) => {
  const ask = await customers(t)
  assert.equal((await ask('GET', `accounts(${id(3)})/parentaccountid?$select=name`)).body.name, 'Contoso')
  assert.equal((await ask('GET', `accounts(${id(1)})/parentaccountid`)).status, 204)
  const children = await ask('GET', `accounts(${id(1)})/account_parent_account?$select=name`)
  assert.deepEqual(
    (children.body.value as { name: string }[]).map(({ name }) => name),
    ['contoso (north)'],
  )
  const refs = await ask('GET', `accounts(${id(1)})/account_parent_account/$ref`)
  assert.deepEqual(refs.body.value, [{ '@odata.id': `https://localhost:8443/api/data/v9.2/accounts(${id(3)})` }])
  assert.equal((await ask('GET', `accounts(${id(1)})/account_parent_account/$count`)).text, '1')
})

test('a reference is set by PUT of $ref, to what its lookup leads to', async (t) => {
  const ask = await customers(t)
  const ref = `accounts(${id(2)})/parentaccountid/$ref`
  const to = (path: string) => ask('PUT', ref, { '@odata.id': `https://localhost:8443/api/data/v9.2/${path}` })
  assert.equal((await to(`accounts(${id(1)})`)).status, 204)
  assert.equal((await ask('GET', ref)).body['@odata.id'], `https://localhost:8443/api/data/v9.2/accounts(${id(1)})`)
  assert.equal((await to(`accounts(${id(9)})`)).status, 404)
  assert.equal((await ask('PUT', `accounts(${id(2)})/parentaccountid`, {})).status, 400)
})

test('a row the client has already is not sent again', async (t) => {
  const ask = await customers(t)
  const { headers } = await ask('GET', `accounts(${id(1)})`)
  const again = await ask('GET', `accounts(${id(1)})`, '', { 'if-none-match': headers.etag ?? '' })
  assert.deepEqual([again.status, again.text], [304, ''])
  assert.equal((await ask('GET', `accounts(${id(1)})`, '', { 'if-none-match': 'null' })).status, 200)
})
