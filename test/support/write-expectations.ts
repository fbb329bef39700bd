// Writes down what every example document maps to now, beside it, and the columns in the READMEs that list them. Read the difference
// before you commit it: it is documentation.
import { globSync, rmSync, writeFileSync } from 'node:fs'
import { loadInterfaces } from '../../src/interfaces/load.ts'
import { readmeOf } from './columns-table.ts'
import { exampleOutcome } from './example-outcome.ts'

const interfaces = await loadInterfaces()
for (const file of globSync('src/interfaces/*/examples/*.{idoc,xi}.xml')) {
  const base = file.replace(/\.(idoc|xi)\.xml$/, '')
  for (const ending of ['.writes.json', '.held.txt']) rmSync(base + ending, { force: true })
  const { ending, text } = exampleOutcome(interfaces, file)
  writeFileSync(base + ending, text)
}
for (const loaded of interfaces.values()) {
  const { file, text, expected } = readmeOf(loaded)
  if (text !== expected) writeFileSync(file, expected)
}
