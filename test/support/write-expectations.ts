// Writes down what every example document maps to now, beside it, as npx landbridge test --write does, and the columns in the READMEs that
// list them. Read the difference before you commit it: it is documentation.
import { writeFileSync } from 'node:fs'
import { examplesOf, writeExpectation } from '../../src/cli/examples/example.ts'
import { loadInterfaces } from '../../src/interfaces/load.ts'
import { readmeOf } from './columns-table.ts'

const interfaces = await loadInterfaces()
for (const one of interfaces.values()) {
  for (const { file, outcome } of examplesOf(interfaces, one)) if (outcome !== undefined) writeExpectation({ file, outcome })
  const { file, text, expected } = readmeOf(one)
  if (text !== expected) writeFileSync(file, expected)
}
