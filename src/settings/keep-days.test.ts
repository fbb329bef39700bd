import assert from 'node:assert/strict'
import { test } from 'node:test'
import { project } from './project.ts'
import { secret } from './secret.ts'

const rest = {
  senders: [{ system: 'S', user: 'S', password: secret('S') }],
  users: [{ name: 'admin', password: secret('ADMIN') }],
  dataverse: { url: 'https://contoso.crm4.dynamics.com', credential: { kind: 'managed-identity' } },
}
const read = (keepDays: unknown) => project.safeParse({ ...rest, interfaces: { invoice: { keepDays } } })

test('payloads of an interface are kept as many days as are said, and as long as their messages when nothing is', () => {
  assert.equal(read(30).data?.interfaces.invoice?.keepDays, 30)
  assert.equal(read(undefined).data?.interfaces.invoice?.keepDays, undefined)
})

const wrong: [what: string, keepDays: unknown, sentence: string][] = [
  ['none', 0, 'must be 1 at least; without it payloads stay as long as their messages'],
  ['more than a hundred years', 36_501, 'must be 36500 at most; without it payloads stay as long as their messages'],
  ['half a day', 0.5, 'must be a whole number of days; without it payloads stay as long as their messages'],
  ['a text', '30', 'must be a whole number of days; without it payloads stay as long as their messages'],
]
for (const [what, keepDays, sentence] of wrong) {
  test(`${what} is refused as a number of days, with what to do`, () => {
    const issues = read(keepDays).error?.issues.map(({ path, message }) => [path.join('.'), message])
    assert.deepEqual(issues, [['interfaces.invoice.keepDays', sentence]])
  })
}
