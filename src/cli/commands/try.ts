import { createReadStream, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { Command } from 'commander'
import { type Preview, preview } from '../../engine/preview.ts'
import { parseIdocs } from '../../idoc/parse.ts'
import { problemsOf } from '../../interfaces/check.ts'
import { loadInterfaces } from '../../interfaces/load.ts'
import { exactJson } from '../../message/exact-json.ts'
import { ownInterfaces } from '../../settings/own-interfaces.ts'
import { parseXi } from '../../xi/parse.ts'
import { CommandFailed } from '../exit.ts'
import { isXiFile } from '../is-xi-file.ts'
import { shortNumber, valueText } from '../words.ts'

export function tryCommand(): Command {
  return new Command('try')
    .description('parse and map a document and print what would be written; touches nothing')
    .argument('<file>', 'IDoc XML with one IDoc or many, or one XI message')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      `
It needs no database and no landbridge.config.ts: value mappings are those of the interface's files.
Exit code 1 when something would be held.

Example:
  npx landbridge try src/interfaces/business-partner/examples/create-full.idoc.xml`,
    )
    .action(async (file: string, { json }: { json?: boolean }) => {
      const all: Tried[] = []
      let held = 0
      const interfaces = await loadInterfaces(ownInterfaces())
      const used = new Set<string>()
      for await (const tried of tryFile(file, interfaces)) {
        for (const { objectKey } of tried.objects) used.add(objectKey.split('/')[0] ?? '')
        if (json) all.push(tried)
        else console.log(linesOf(tried).join('\n'))
        held += tried.objects.filter(({ problem }) => problem !== undefined).length
      }
      if (json) console.log(exactJson(all, 2))
      const problems = await problemsIn(used, interfaces)
      for (const problem of problems) console.error(`✗ ${problem}`)
      if (held > 0) throw new CommandFailed(`${held} of these would be held`)
      if (problems.length > 0) throw new CommandFailed('The interface is not as it should be')
    })
}

interface Tried {
  readonly idoc?: string
  readonly xiMessageId?: string
  readonly objects: readonly Preview[]
}

/** What is wrong with the interfaces themselves, as `check` says it: who writes one tries it first, and a rule for no column says nothing there. */
async function problemsIn(names: ReadonlySet<string>, interfaces: Interfaces): Promise<string[]> {
  const used = [...names].flatMap((name) => interfaces.get(name) ?? [])
  return (await Promise.all(used.map(problemsOf))).flat()
}

type Interfaces = Awaited<ReturnType<typeof loadInterfaces>>

/** One IDoc after the other, so that a packet may be of any size. */
async function* tryFile(file: string, interfaces: Interfaces): AsyncGenerator<Tried> {
  const found = statSync(file, { throwIfNoEntry: false })
  if (found === undefined) throw new CommandFailed(`There is no file ${file}`)
  if (found.isDirectory()) throw new CommandFailed(`${file} is a folder; name one file in it`)
  const contentType = 'text/xml'
  const options = { contentType, maxIdocBytes: Number.POSITIVE_INFINITY }
  try {
    if (isXiFile(file)) {
      const payload = await readFile(file)
      const { MessageId: xiMessageId = '' } = parseXi(payload, contentType).header
      yield { xiMessageId, objects: preview(interfaces, { payload, contentType }) }
      return
    }
    for await (const { document, payload } of parseIdocs(createReadStream(file), options)) {
      yield { idoc: document.header.DOCNUM ?? '', objects: preview(interfaces, { payload, contentType }) }
    }
  } catch (error) {
    throw new CommandFailed(`${file}: ${(error as Error).message}`)
  }
}

function linesOf({ idoc, xiMessageId, objects }: Tried): string[] {
  const name = xiMessageId === undefined ? `IDoc ${shortNumber(idoc)}` : `XI message ${xiMessageId}`
  return objects.flatMap(({ objectKey, writes, warnings, problem }) => [
    `${name} → ${objectKey}`,
    ...(problem === undefined ? [] : [`  held: ${problem}`]),
    ...(problem === undefined && writes.length === 0 ? ['  nothing would be written'] : []),
    ...writes.flatMap(writeLines),
    ...warnings.map((warning) => `  warning: ${warning}`),
    '',
  ])
}

function writeLines({ table, operation, key, columns }: Preview['writes'][number]): string[] {
  const keys = Object.entries(key).map(([column, value]) => `${column} ${value}`)
  const given = Object.entries(columns).filter(([, { value }]) => value !== null)
  const emptied = Object.entries(columns).filter(([, { value }]) => value === null)
  const rows = given.map(([name, { value, source }]) => ({ name, text: valueText(value), source }))
  const nameWidth = Math.max(0, ...rows.map(({ name }) => name.length))
  const textWidth = Math.min(48, Math.max(0, ...rows.map(({ text }) => text.length)))
  return [
    `  ${operation} ${table} ${keys.join(', ')}`,
    ...rows.map(({ name, text, source }) => `    ${name.padEnd(nameWidth)}  ${text.padEnd(textWidth)}  ${source}`),
    ...(emptied.length === 0 ? [] : [`    empty: ${emptied.map(([name]) => name).join(', ')}`]),
  ]
}
