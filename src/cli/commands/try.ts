import { createReadStream, existsSync } from 'node:fs'
import { Command } from 'commander'
import { type Preview, preview } from '../../engine/preview.ts'
import { parseIdocs } from '../../idoc/parse.ts'
import { loadInterfaces } from '../../interfaces/load.ts'
import { exactJson } from '../../message/exact-json.ts'
import { CommandFailed } from '../exit.ts'
import { shortNumber, valueText } from '../words.ts'

export function tryCommand(): Command {
  return new Command('try')
    .description('parse and map a document and print what would be written; touches nothing')
    .argument('<file>', 'IDoc XML, one or many IDocs')
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExample:\n  npx landbridge try src/interfaces/business-partner/examples/create-full.idoc.xml')
    .action(async (file: string, { json }: { json?: boolean }) => {
      const tried = await tryFile(file)
      if (json) console.log(exactJson(tried, 2))
      else console.log(tried.flatMap(linesOf).join('\n'))
      const problems = tried.flatMap(({ objects }) => objects).filter(({ problem }) => problem !== undefined)
      if (problems.length > 0) throw new CommandFailed(`${problems.length} of these would be held`)
    })
}

interface Tried {
  readonly idoc: string
  readonly objects: readonly Preview[]
}

async function tryFile(file: string): Promise<Tried[]> {
  if (!existsSync(file)) throw new CommandFailed(`There is no file ${file}`)
  const interfaces = await loadInterfaces()
  const contentType = 'text/xml'
  const tried: Tried[] = []
  try {
    for await (const { document, payload } of parseIdocs(createReadStream(file), {
      contentType,
      maxIdocBytes: Number.POSITIVE_INFINITY,
    })) {
      tried.push({ idoc: document.header.DOCNUM ?? '', objects: preview(interfaces, { payload, contentType }) })
    }
  } catch (error) {
    throw new CommandFailed(`${file}: ${(error as Error).message}`)
  }
  return tried
}

function linesOf({ idoc, objects }: Tried): string[] {
  return objects.flatMap(({ objectKey, writes, warnings, problem }) => [
    `IDoc ${shortNumber(idoc)} → ${objectKey}`,
    ...(problem === undefined ? [] : [`  held: ${problem}`]),
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
