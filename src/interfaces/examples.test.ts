import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { test } from 'node:test'
import { exampleOutcome } from '../../test/support/example-outcome.ts'
import { loadInterfaces } from './load.ts'

const interfaces = await loadInterfaces()

// After a change of a mapping: npx node test/support/write-expectations.ts, then read the difference.
for (const file of globSync(join(import.meta.dirname, '*', 'examples', '*.{idoc,xi}.xml')).sort()) {
  test(`example ${basename(file)} maps to what stands beside it`, () => {
    const { ending, text } = exampleOutcome(interfaces, file)
    const expected = file.replace(/\.(idoc|xi)\.xml$/, ending)
    assert.ok(existsSync(expected), `there is no ${basename(expected)}`)
    assert.equal(text, readFileSync(expected, 'utf8').replaceAll('\r\n', '\n'))
  })
}

test('every interface brings examples, one of a bad document among them', () => {
  for (const { name, folder } of interfaces.values()) {
    const examples = globSync(join(folder, 'examples', '*'))
    assert.ok(
      examples.some((file) => file.endsWith('.writes.json')),
      `${name} has no good example`,
    )
    assert.ok(
      examples.some((file) => file.endsWith('.held.txt')),
      `${name} has no bad example`,
    )
  }
})
