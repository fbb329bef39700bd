import assert from 'node:assert/strict'
import { test } from 'node:test'
import { debmasPacket } from '../support/idocs.ts'
import { landbridge } from '../support/landbridge.ts'

const customers = 200
const changes = 6

/** Every customer once, with a telephone that tells which change it was; every second one with a contact. */
const packet = (change: number) =>
  debmasPacket(
    Array.from({ length: customers }, (_, n) => ({
      docnum: change * 10_000 + n + 1,
      customer: n + 1,
      fields: { NAME1: `C${n + 1}`, TELF1: `${change}` },
      contacts: n % 2 === 0 ? [] : [{ PARNR: String(n).padStart(10, '0'), NAME1: 'Muster', NAMEV: `${change}` }],
    })),
  )

for (const match of ['key', 'check'] as const) {
  test(`whatever is throttled, fails or is lost after the commit, every row ends once and as it was last, matched by ${match}`, async (t) => {
    const product = await landbridge(t, (settings) => ({ ...settings, dataverse: { ...settings.dataverse, match } }))
    for (const fault of [
      { kind: 'throttle', retryAfter: 1, rate: 0.01 },
      { kind: 'error', status: 500, code: '0x80044150', message: 'Generic SQL error.', rate: 0.03 },
      { kind: 'throttle', retryAfter: 1, rate: 0.005, part: true },
      { kind: 'error', status: 500, code: '0x80044150', message: 'Generic SQL error.', rate: 0.02, part: true },
      { kind: 'drop-before-commit', rate: 0.02 },
      { kind: 'drop-after-commit', rate: 0.06 },
    ]) {
      await product.dynamics.control('POST', 'faults', fault)
    }
    for (let change = 1; change <= changes; change++) await product.post(packet(change))
    await product.settled()
    await product.dynamics.control('DELETE', 'faults')
    const accounts = await product.rows<{ accountnumber: string; name: string; telephone1: string }>(
      'accounts?$select=accountnumber,name,telephone1&$orderby=accountnumber',
    )
    assert.deepEqual(
      accounts.map(({ name, telephone1 }) => `${name} ${telephone1}`),
      Array.from({ length: customers }, (_, n) => `C${n + 1} ${changes}`),
    )
    const contacts = await product.rows<{ firstname: string }>('contacts?$select=firstname')
    assert.deepEqual(
      contacts.map(({ firstname }) => firstname),
      Array.from({ length: customers / 2 }, () => `${changes}`),
    )
  })
}
