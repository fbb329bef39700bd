import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accountNames, errorOf, webApi } from '../../../test/support/web-api.ts'

test('what is written for a solution needs that solution; reading does not', async (t) => {
  const { ask } = webApi(t)
  const header = { 'mscrm.solutionuniquename': 'Contoso' }
  const refused = await ask('POST', 'accounts', { name: 'A' }, header)
  assert.deepEqual([refused.status, errorOf(refused).code], [404, '0x80040217'])
  assert.equal(errorOf(refused).message, 'The given solution unique name (Contoso) is not valid')
  assert.equal((await ask('GET', 'accounts', '', header)).status, 200)
  const publisher = {
    uniquename: 'contoso',
    friendlyname: 'Contoso',
    customizationprefix: 'con',
    customizationoptionvalueprefix: 12345,
  }
  const made = await ask('POST', 'publishers', publisher)
  const address = made.headers['odata-entityid'] ?? ''
  const solution = { uniquename: 'Contoso', friendlyname: 'Contoso', version: '1.0.0.0' }
  assert.equal((await ask('POST', 'solutions', { ...solution, 'publisherid@odata.bind': address })).status, 204)
  assert.equal((await ask('POST', 'accounts', { name: 'B' }, { 'mscrm.solutionuniquename': 'contoso' })).status, 204)
  assert.deepEqual(await accountNames(ask), ['B'])
})
