import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import type { Interfaces } from '../../engine/interfaces.ts'
import { loadInterfaces } from '../../interfaces/load.ts'
import { formsOf, problemOfName } from '../../mapping/define-interface.ts'
import { besideConfig, ownInterfaces } from '../../settings/own-interfaces.ts'
import { examplesOf, writeExpectation } from '../examples/example.ts'
import { CommandFailed } from '../exit.ts'
import { fromHere } from '../from-here.ts'
import { describeFile } from '../new-interface/describe-file.ts'
import type { Described, Source } from '../new-interface/described.ts'
import { type Outline, outlineOf, wholeIdoc } from '../new-interface/outline.ts'
import { segmentsCsv } from '../new-interface/segments-csv.ts'
import { skeletonOf } from '../new-interface/skeleton.ts'
import { wayToInterface } from '../source-code.ts'
import { count } from '../words.ts'

/** Says what it made, and what comes next. @throws {CommandFailed} nothing can be begun; then nothing is there */
export async function beginInterface(name: string, { from, prefix, proxy }: NewOptions): Promise<void> {
  const folder = join(ownInterfaces() ?? besideConfig(), name)
  const interfaces = await loadInterfaces(ownInterfaces())
  assertNew(interfaces, name, folder, prefix)
  const described = from.map((file) => ({ file, ...describeFile(file, proxy) }))
  const outline = outlineOf(described)
  assertUntaken(interfaces, outline.source)
  begin(folder, outline, { name, prefix })
  const examples = await copyExamples(folder, name, described)
  console.log(told(folder, outline, examples).join('\n'))
}

export interface NewOptions {
  readonly from: readonly string[]
  readonly prefix: string
  readonly proxy?: string
}

/** @throws {CommandFailed} it cannot be called so, or is there */
function assertNew(interfaces: Interfaces, name: string, folder: string, prefix: string): void {
  const problem = problemOfName(name)
  if (problem !== undefined) throw new CommandFailed(problem)
  if (!/^[a-z][a-z0-9]{1,7}$/.test(prefix))
    throw new CommandFailed(
      `'${prefix}' is no prefix of a publisher: use two to eight lower-case letters and digits, a letter first`,
    )
  if (existsSync(folder)) throw new CommandFailed(`${fromHere(folder)} is there already; take another name, or remove it`)
  if (interfaces.has(name)) {
    throw new CommandFailed(`${name} is delivered; extend it (examples/own-interface/README.md), or take another name`)
  }
}

/** Of two interfaces for the same documents only one would ever get any. @throws {CommandFailed} */
function assertUntaken(interfaces: Interfaces, source: Source): void {
  const header: Record<string, string> =
    source.kind === 'idoc' ? { MESTYP: source.messageType } : { Interface: source.name, InterfaceNamespace: source.namespace }
  const taker = [...interfaces.values()].find((one) =>
    formsOf(one).some(({ receives }) => receives.takes({ header, segments: [] })),
  )
  if (taker === undefined) return
  throw new CommandFailed(
    `The interface ${taker.name} takes ${wordsOf(source)} already; extend that one (examples/own-interface/README.md), or send them as another message type`,
  )
}

/** Its documents, for sentences. */
function wordsOf(source: Source): string {
  return source.kind === 'idoc' ? `${source.messageType} IDocs` : `messages of ${source.name}`
}

function begin(folder: string, outline: Outline, { name, prefix }: { name: string; prefix: string }): void {
  const imports = wayToInterface(folder)
  mkdirSync(join(folder, 'examples'), { recursive: true })
  const files = { ...skeletonOf(outline, { name, prefix, imports }), 'segments.csv': segmentsCsv(outline.fields) }
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text)
}

/** Copies the documents, and writes beside each what it maps to. Gives their files. */
async function copyExamples(
  folder: string,
  name: string,
  described: readonly (Described & { file: string })[],
): Promise<string[]> {
  const documents = described.filter(({ document }) => document !== undefined)
  for (const [index, { file, source }] of documents.entries()) {
    copyFileSync(file, join(folder, 'examples', `${index === 0 ? 'first' : `another-${index}`}.${source.kind}.xml`))
  }
  const interfaces = await loadInterfaces(dirname(folder))
  return examplesOf(interfaces, { name, folder }).flatMap(({ file, outcome }) =>
    outcome === undefined ? [file] : [file, writeExpectation({ file, outcome })],
  )
}

function told(folder: string, { fields, columns, source, objects }: Outline, examples: readonly string[]): string[] {
  const segments = new Set(fields.map(({ segment }) => segment)).size
  const file = (name: string) => join(fromHere(folder), name)
  const [first] = examples
  return [
    `${fromHere(folder)} is begun:`,
    `  interface.ts   ${wordsOf(source)}, ${objects === wholeIdoc ? 'each an object' : `each ${objects} an object`}, ${count(columns.length + 1, 'column')} to begin with`,
    '  tables.ts      the table they go to',
    `  segments.csv   ${count(segments, 'segment')}, ${count(fields.length, 'field')}`,
    '  README.md      for whoever asks what is carried over',
    ...examples.map((example) => `  ${relative(folder, example)}`),
    '',
    'Next: change interface.ts and tables.ts to what you want (examples/own-interface/README.md, Rules), then see what comes of it:',
    ...(first === undefined ? ['  npx landbridge try a-document.xml'] : [`  npx landbridge try ${fromHere(first)}`]),
    `  npx landbridge check    are its paths right, and is ${file('tables.ts')} what Dynamics 365 has`,
  ]
}
