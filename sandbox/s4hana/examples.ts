import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { idocsOf, textOf } from './idocs.ts'
import type { Outbox } from './outbox.ts'
import { xiMessageOf } from './xi-messages.ts'

const root = join(import.meta.dirname, '..', '..')

/** Puts every example document of the interfaces into the outbox that was not there before; those that will be held come last. */
export function putExamples(outbox: Outbox): void {
  const known = new Set(outbox.documents.map(({ source }) => source))
  const files = globSync('src/interfaces/*/examples/*.{idoc,xi}.xml', { cwd: root }).map((file) => file.replaceAll('\\', '/'))
  const isHeld = (file: string) => existsSync(join(root, file.replace(/\.(idoc|xi)\.xml$/, '.held.txt')))
  const inOrder = files.sort().toSorted((left, right) => Number(isHeld(left)) - Number(isHeld(right)))
  for (const file of inOrder) {
    if (known.has(file)) continue
    const text = textOf(readFileSync(join(root, file)))
    for (const document of file.endsWith('.xi.xml') ? [xiMessageOf(text)] : idocsOf(text)) outbox.put(document, file)
  }
}
