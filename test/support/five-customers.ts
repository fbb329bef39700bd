import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { type Ask, id, webApi } from './web-api.ts'

/** The sandbox's Web API with five customers, of which the third belongs to the first. */
export async function fiveCustomers(t: TestContext): Promise<Ask> {
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
