import assert from 'node:assert/strict'
import { basename, join } from 'node:path'
import { test } from 'node:test'
import { differenceLines } from '../cli/examples/difference.ts'
import { examplesOf } from '../cli/examples/example.ts'
import { loadInterfaces } from './load.ts'

const interfaces = await loadInterfaces(join(import.meta.dirname, '..', '..', 'examples', 'own-interface', 'interfaces'))

// After a change of a mapping: npx landbridge test --write, then read the difference.
for (const one of interfaces.values()) {
  const examples = examplesOf(interfaces, one)
  for (const { file, differences } of examples) {
    test(`example ${basename(file)} maps to what stands beside it`, () => {
      assert.equal(differenceLines(differences).join('\n'), '')
    })
  }

  test(`${one.name} brings examples, one of a bad document among them`, () => {
    const endings = new Set(examples.map(({ outcome }) => outcome?.ending))
    assert.ok(endings.has('.writes.json'), 'it has no good example')
    assert.ok(endings.has('.held.txt'), 'it has no bad example')
  })
}
