import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fiveCustomers } from '../../../test/support/five-customers.ts'
import { id, webApi } from '../../../test/support/web-api.ts'

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
  [`Microsoft.Dynamics.CRM.In(PropertyName='parentaccountid',PropertyValues=['${id(1)}'])`, [3]],
  [`Microsoft.Dynamics.CRM.NotIn(PropertyName='parentaccountid',PropertyValues=['${id(1)}'])`, [1, 2, 4, 5]],
  ["startswith(name,'con') eq true", [1, 3]],
  ["startswith(name,'con') eq false", [2, 4, 5]],
  ["contains(name,'c_ntoso (')", [3]],
  ["endswith(name,'[m-n]s')", [4]],
  ["contains(name,'fab%sons')", [4]],
  ['creditlimit eq 20.5M', [2]],
  ['creditlimit gt 20d', [1, 2, 5]],
  ['creditlimit in (20.50F,100L)', [1, 2]],
  ['paymenttermscode eq 4l', [4]],
  ['true eq creditonhold', [1]],
  ['null ne accountnumber', [1, 2, 3, 4]],
  ['null eq accountnumber', [5]],
  ["'contoso' eq name", [1]],
  ['100 gt creditlimit', [2]],
  ['20.5 le creditlimit', [1, 2, 5]],
  [`${id(2)} eq accountid`, [2]],
  ["contact_customer_accounts/any(c:'x' eq c/lastname) or 1 eq statecode", [3]],
  ['_parentaccountid_value eq accountid', []],
  ['name eq name', [1, 2, 3, 4, 5]],
  ['accountnumber gt name', []],
  ["parentaccountid/createdby/lastname eq 'nobody'", []],
  ['parentaccountid/owninguser/isdisabled eq false', [3]],
  ['createdon gt 2001-01-01', [1, 2, 3, 4, 5]],
  ['createdon lt 2001-01-01T00:00:00Z', []],
]

for (const [filter, wanted] of filters) {
  test(`$filter=${filter} finds ${wanted.join(', ') || 'nobody'}`, async (t) => {
    const ask = await fiveCustomers(t)
    const { status, body, text } = await ask('GET', `accounts?$select=accountid&$filter=${encodeURIComponent(filter)}`)
    assert.equal(status, 200, text)
    assert.deepEqual(
      (body.value as { accountid: string }[]).map(({ accountid }) => accountid),
      wanted.map(id),
    )
  })
}

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
