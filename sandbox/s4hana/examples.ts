import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { idocsOf, textOf } from './idocs.ts'
import type { Outbox } from './outbox.ts'

const root = join(import.meta.dirname, '..', '..')

/** Puts every example document of the interfaces into the outbox that was not there before; those that will be held come last. */
export function putExamples(outbox: Outbox): void {
  const known = new Set(outbox.documents.map(({ source }) => source))
  const files = globSync('src/interfaces/*/examples/*.idoc.xml', { cwd: root }).map((file) => file.replaceAll('\\', '/'))
  const isHeld = (file: string) => existsSync(join(root, file.replace(/\.idoc\.xml$/, '.held.txt')))
  const inOrder = files.sort().toSorted((left, right) => Number(isHeld(left)) - Number(isHeld(right)))
  for (const file of inOrder) {
    if (known.has(file)) continue
    for (const idoc of idocsOf(textOf(readFileSync(join(root, file))))) outbox.put(idoc, file)
  }
}
