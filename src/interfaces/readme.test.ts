import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readmeOf } from '../../test/support/columns-table.ts'
import { loadInterfaces } from './load.ts'

// After a change of a mapping: npx node test/support/write-expectations.ts.
for (const loaded of (await loadInterfaces()).values()) {
  test(`${loaded.name} has a README, and the columns it lists are those of its rules`, () => {
    const { text, expected } = readmeOf(loaded)
    assert.notEqual(text, '', 'there is no README.md for the consultant')
    assert.equal(text, expected)
  })
}
