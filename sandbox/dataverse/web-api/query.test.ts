import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fiveCustomers } from '../../../test/support/five-customers.ts'
import { apiRoot, errorOf, id, webApi } from '../../../test/support/web-api.ts'

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
  ['accounts?$filter=name eq 10L', 400, /'Edm\.String' and 'Edm\.Int64' for operator kind 'Equal'/],
  ['accounts?$filter=name lt 10.5', 400, /'Edm\.String' and 'Edm\.Single' for operator kind 'LessThan'/],
  ['accounts?$filter=name eq 3258.67876576549', 400, /'Edm\.String' and 'Edm\.Double'/],
  ['accounts?$filter=name eq 3258.678765765489753678965390', 400, /'Edm\.String' and 'Edm\.Decimal'/],
  ['accounts?$filter=name eq 2147483649', 400, /'Edm\.String' and 'Edm\.Int64'/],
  ['accounts?$filter=name eq 2026-03-01T10:30:00Z', 400, /'Edm\.String' and 'Edm\.DateTimeOffset'/],
  ['accounts?$filter=5 gt name', 400, /'Edm\.Int32' and 'Edm\.String' for operator kind 'GreaterThan'/],
  ['accounts?$filter=name eq Contoso', 400, /^Could not find a property named 'Contoso' on type/],
  ['accounts?$filter=true eq 1', 400, /^Syntax error at position 8 in/],
  ['accounts?$filter=name eq parentaccountid/name', 400, /a column of the same row/],
  [`accounts?$filter=accountid eq {${id(1)}}`, 400, /^Syntax error at position 13 in/],
  [
    "accounts?$filter=createdon gt datetime'2026-01-01'",
    400,
    /^Unrecognized 'Edm\.String' literal 'datetime'2026-01-01'' at '13' in 'createdon gt datetime'2026-01-01''\.$/,
  ],
  [`accounts?$filter=accountid in (guid'${id(1)}')`, 400, /^Unrecognized 'Edm\.String' literal 'guid'/],
  ["accounts?$filter=name like 'x'", 400, /^Syntax error at position 5 in 'name like 'x''\.$/],
  ["accounts?$filter=name eq 'x", 400, /^There is an unterminated literal at position 10 in 'name eq 'x'\.$/],
  ["accounts?$filter=tolower(name) eq 'x'", 400, /^An unknown function with name 'tolower' was found/],
  ["accounts?$filter=startswith(name,'x') eq 'true'", 400, /Syntax error at position 24/],
  ["accounts?$filter=Microsoft.Dynamics.CRM.Between(PropertyName='creditlimit',PropertyValues=['1'])", 400, /needs 2 values/],
  ["accounts?$filter=Microsoft.Dynamics.CRM.In(PropertyName='creditlimit',PropertyValues=['x'])", 400, /incompatible types/],
  [
    "accounts?$filter=Microsoft.Dynamics.CRM.In(PropertyName='_ownerid_value',PropertyValues=['x'])",
    400,
    /^'account' entity doesn't contain attribute with Name = '_ownerid_value'/,
  ],
  ["accounts?$filter=Microsoft.Dynamics.CRM.In(PropertyName='boss',PropertyValues=['x'])", 400, /attribute with Name = 'boss'/],
  ["accounts?$filter=Microsoft.Dynamics.CRM.EqualUserId(PropertyName='ownerid')", 501, /EqualUserId/],
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
  ['accounts?$skip=10', 400, /^The query parameter \$skip is not supported$/],
  ['accounts?$search=x', 400, /\$search is not supported/],
  ['accounts?$top=few', 400, /Invalid value 'few' for \$top/],
  ['accounts?$apply=groupby((nonsense))', 400, /Could not find a property named 'nonsense'/],
  ['accounts?$apply=groupby((boss/name))', 400, /Could not find a property named 'boss'/],
  ['accounts?$apply=groupby(name)', 400, /Syntax error/],
  ['accounts?$apply=groupby((createdon))', 400, /Grouping by dates and times \(createdon\) is not supported/],
  ['accounts?$apply=aggregate(name with sum as total)', 400, /'sum' does not fit 'name'/],
  ['accounts?$apply=aggregate(name with countdistinct as total)', 400, /'countdistinct' is not supported/],
  ['accounts?$apply=aggregate(creditlimit as total)', 400, /Syntax error/],
  ['accounts?$apply=compute(creditlimit as total)', 400, /no transformation of \$apply/],
  ["accounts?$apply=filter(name eq 'x')", 501, /without groupby or aggregate/],
  ["accounts?$apply=groupby((name))/filter(name eq 'x')", 501, /\$apply/],
  ['accounts?$apply=groupby((name))/groupby((name))', 501, /something behind groupby/],
  ['accounts?$apply=groupby((name))&$select=name', 501, /\$select beside \$apply/],
  [`accounts(${id(1)})/contact_customer_accounts?fetchXml=x`, 501, /fetchXml/],
  [`accounts?savedQuery=${id(1)}`, 501, /savedQuery/],
  ['accounts?sql=SELECT name FROM account', 501, /sql/],
  ['accounts?$select=name,,fax', 400, /Could not find a property named ''/],
  ['accounts?$expand=boss', 400, /Could not find a property named 'boss'/],
  ['accounts?$expand=*', 400, /^'\*' is not supported in \$expand\.$/],
  ['accounts?$expand=primarycontactid($expand=*)', 400, /^'\*' is not supported in \$expand\.$/],
  ['accounts?$expand=primarycontactid($count=true)', 400, /'\$count' is not supported within \$expand/],
  ['accounts?$expand=primarycontactid($select=nonsense)', 400, /Could not find a property named 'nonsense'/],
  ['accounts?$expand=primarycontactid($orderby=lastname)', 400, /^Only \$select and \$filter clause can be provided/],
  ['accounts?$expand=contact_customer_accounts/$ref', 400, /^Expand with \$ref is only supported on lookup type/],
  ['accounts?$expand=ownerid($select=fullname)', 400, /property named 'fullname' on type 'Microsoft\.Dynamics\.CRM\.principal'/],
  [`accounts?$expand=${Array.from({ length: 16 }, () => 'primarycontactid').join(',')}`, 400, /more than 15/],
]

for (const [query, status, message] of refused) {
  test(`${query} is refused`, async (t) => {
    const ask = await fiveCustomers(t)
    const reply = await ask('GET', query)
    assert.equal(reply.status, status, reply.text)
    assert.match(errorOf(reply).message, message)
  })
}

test('rows come in order of creation, or as asked: empty first, text without regard to case, numbers as numbers', async (t) => {
  const ask = await fiveCustomers(t)
  const order = async (orderby: string) => {
    const { body } = await ask('GET', `accounts?$select=accountid&$orderby=${orderby}`)
    return (body.value as { accountid: string }[]).map(({ accountid }) => Number(accountid.slice(-3)))
  }
  assert.deepEqual(await order('name'), [1, 3, 4, 2, 5])
  assert.deepEqual(await order('creditlimit desc,name asc'), [5, 1, 2, 3, 4])
  assert.deepEqual(await order('creditlimit'), [3, 4, 2, 1, 5])
})

test('only what is selected comes, with id and etag; an amount brings its currency along', async (t) => {
  const ask = await fiveCustomers(t)
  const { body } = await ask('GET', 'accounts?$select=creditlimit&$top=1')
  const [row] = body.value as Record<string, unknown>[]
  assert.deepEqual(Object.keys(row ?? {}).sort(), ['@odata.etag', '_transactioncurrencyid_value', 'accountid', 'creditlimit'])
  assert.equal(body['@odata.context'], `${apiRoot}$metadata#accounts(creditlimit)`)
})

test('what a query repeats may stand in it once, by an alias', async (t) => {
  const ask = await fiveCustomers(t)
  const query = "accounts?$select=accountid&$filter=@p1 eq @p2 or contains(name,'@p2')&$orderby=@p1&@p1=accountnumber&@p2='3'"
  const { body } = await ask('GET', query)
  assert.deepEqual(
    (body.value as { accountid: string }[]).map(({ accountid }) => accountid),
    [id(3)],
  )
})

test('rows are ordered by what they refer to', async (t) => {
  const ask = await fiveCustomers(t)
  const { body } = await ask('GET', 'accounts?$select=accountid&$orderby=parentaccountid/name desc,name desc')
  assert.deepEqual(
    (body.value as { accountid: string }[]).map(({ accountid }) => accountid),
    [3, 5, 2, 4, 1].map(id),
  )
})

test('a name that is none is refused also when no row is found', async (t) => {
  const { ask } = webApi(t)
  for (const path of ['accounts?$select=nosuch', 'accounts?$select=name&$expand=nosuch', 'accounts?$orderby=nosuch'])
    assert.deepEqual([(await ask('GET', path)).status, errorOf(await ask('GET', path)).code], [400, '0x80060888'], path)
  const tracked = await ask('GET', 'accounts?$select=nosuch', '', { prefer: 'odata.track-changes' })
  assert.equal(tracked.status, 400)
})

test('rows are counted', async (t) => {
  const ask = await fiveCustomers(t)
  assert.equal((await ask('GET', 'accounts/$count')).text, '5')
  assert.equal((await ask('GET', "accounts/$count?$filter=contains(name,'contoso')")).text, '2')
})

test('a row the client has already is not sent again', async (t) => {
  const ask = await fiveCustomers(t)
  const { headers } = await ask('GET', `accounts(${id(1)})`)
  const again = await ask('GET', `accounts(${id(1)})`, '', { 'if-none-match': headers.etag ?? '' })
  assert.deepEqual([again.status, again.text], [304, ''])
  assert.equal((await ask('GET', `accounts(${id(1)})`, '', { 'if-none-match': 'null' })).status, 200)
})

test('with annotations values come as a person reads them', async (t) => {
  const ask = await fiveCustomers(t)
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
  const ask = await fiveCustomers(t)
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
  const ask = await fiveCustomers(t)
  const { body } = await ask('GET', 'accounts?$count=true&$top=1', '', { prefer: 'odata.include-annotations="*"' })
  assert.deepEqual([body['@odata.count'], body['@Microsoft.Dynamics.CRM.totalrecordcount']], [5, 5])
})
