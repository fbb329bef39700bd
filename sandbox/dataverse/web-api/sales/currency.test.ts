import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refused } from '../../../../test/support/shop.ts'
import { webApi } from '../../../../test/support/web-api.ts'

test('a currency has a code of its own; that of the environment stays as it is', async (t) => {
  const { ask, environment } = webApi(t)
  const krona = { isocurrencycode: 'ISK', currencyname: 'Króna', currencysymbol: 'kr', currencyprecision: 0, exchangerate: 140.5 }
  assert.equal((await ask('POST', 'transactioncurrencies', krona)).status, 204)
  refused(await ask('POST', 'transactioncurrencies', krona), 400, '0x80048CF3', /same currency code/)
  const [base, other] = environment.rowsOf('transactioncurrency')
  const [address, another] = [base, other].map((row) => `transactioncurrencies(${row?.id})`)
  refused(await ask('PATCH', `${address}`, { statecode: 1 }), 400, '0x80048CF4', /cannot be deactivated/)
  refused(await ask('PATCH', `${address}`, { exchangerate: 2 }), 400, '0x80048CF5', /cannot be modified/)
  assert.equal((await ask('PATCH', `${address}`, { currencyname: 'Euros' })).status, 204)
  assert.equal((await ask('PATCH', `${another}`, { statecode: 1, exchangerate: 2 })).status, 204)
})
