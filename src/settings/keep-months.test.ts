import assert from 'node:assert/strict'
import { test } from 'node:test'
import { project } from './project.ts'
import { secret } from './secret.ts'

const rest = {
  senders: [{ system: 'S', user: 'S', password: secret('S') }],
  users: [{ name: 'admin', password: secret('ADMIN') }],
  dataverse: { url: 'https://contoso.crm4.dynamics.com', credential: { kind: 'managed-identity' } },
}

test('months are kept as many as are said, and all when nothing is', () => {
  assert.equal(project.parse({ ...rest, keepMonths: 1 }).keepMonths, 1)
  assert.equal(project.parse(rest).keepMonths, undefined)
})

const wrong: [what: string, keepMonths: unknown, sentence: string][] = [
  ['none', 0, 'must be 1 at least; without it all months are kept'],
  ['less than none', -3, 'must be 1 at least; without it all months are kept'],
  ['more than a hundred years', 1201, 'must be 1200 at most; without it all months are kept'],
  ['half a month', 1.5, 'must be a whole number of months; without it all are kept'],
  ['a text', '13', 'must be a whole number of months; without it all are kept'],
  ['nothing in place of leaving it out', null, 'must be a whole number of months; without it all are kept'],
]
for (const [what, keepMonths, sentence] of wrong) {
  test(`${what} is refused as a number of months, with what to do`, () => {
    const issues = project.safeParse({ ...rest, keepMonths }).error?.issues.map(({ path, message }) => [path.join('.'), message])
    assert.deepEqual(issues, [['keepMonths', sentence]])
  })
}
