import { Command } from 'commander'
import type { Interfaces } from '../../engine/interfaces.ts'
import { problemsOf } from '../../interfaces/check.ts'
import { Rejected } from '../../message/errors.ts'
import { exactJson } from '../../message/exact-json.ts'
import { runningUrl } from '../client.ts'
import { CommandFailed } from '../exit.ts'
import { filesIn } from '../files-in.ts'
import { interfacesInUse } from '../interfaces-in-use.ts'
import { progressBar } from '../progress-bar.ts'
import { withRunningValues } from '../running-values.ts'
import { type Tried, tryFile } from '../try-file.ts'
import { triedLines } from '../try-lines.ts'
import { TrySummary } from '../try-summary.ts'
import { whatHappened } from '../what-happened.ts'

export function tryCommand(): Command {
  return new Command('try')
    .description('parse and map documents and print what would be written, of several files a summary; touches nothing')
    .argument(
      '<file...>',
      "IDoc XML with one IDoc or many, or one XI message each or its payload alone; files, folders with .xml files, or patterns such as 'export/**/*.xml'",
    )
    .option('--json', 'as JSON; of several files the summary, with all reasons and files')
    .option('--interface <name>', 'which interface payloads of XI messages are for, where their namespace does not tell')
    .option('--live', 'with the value mappings of the running Landbridge, as people changed them, and not those of the files')
    .addHelpText(
      'after',
      `
It needs no database. Where there is a landbridge.config.ts, it maps with its systems and interfaces; the secrets it names are not needed.
Exit code 1 when something would be held, or no interface takes it.

Examples:
  npx landbridge try src/interfaces/business-partner/examples/create-full.idoc.xml
  npx landbridge try payloads-of-po/`,
    )
    .action(async (names: string[], { json, live, interface: named }: Options) => {
      const files = [...new Set(names.flatMap(filesIn))]
      const { interfaces: inUse, settings } = await interfacesInUse()
      const interfaces = live ? await withRunningValues(inUse) : inUse
      console.error(`${settings}; value mappings ${live ? `as they are at ${runningUrl()}` : 'of the files'}`)
      const [first, second] = files
      const one = second === undefined ? first : undefined
      const read = (file: string) => tryFile(file, interfaces, named)
      const summary = one === undefined ? await tryAll(files, read, json) : await tryOne(one, read, json)
      const problems = await problemsIn(summary.interfaces, interfaces)
      for (const problem of problems) console.error(`✗ ${problem}`)
      if (summary.problem !== undefined) throw new CommandFailed(summary.problem)
      if (problems.length > 0) throw new CommandFailed('The interface is not as it should be')
    })
}

interface Options {
  readonly json?: boolean
  readonly live?: boolean
  readonly interface?: string
}

type Read = (file: string) => AsyncIterable<Tried>

/** Each document with all its rows. @throws {CommandFailed} the file cannot be read, or no interface takes it */
async function tryOne(file: string, read: Read, json: boolean | undefined): Promise<TrySummary> {
  const summary = new TrySummary()
  const all: Tried[] = []
  try {
    for await (const tried of read(file)) {
      if (tried.problem !== undefined) throw new Rejected(tried.problem)
      summary.addDocument(file, tried)
      if (json) all.push(tried)
      else console.log(triedLines(tried).join('\n'))
    }
  } catch (error) {
    throw new CommandFailed(`${file}: ${whatHappened(error)}`)
  }
  if (json) console.log(exactJson(all, 2))
  return summary
}

/** The summary; one bad file keeps out no other. */
async function tryAll(files: readonly string[], read: Read, json: boolean | undefined): Promise<TrySummary> {
  const summary = new TrySummary()
  const bar = progressBar('files', files.length)
  try {
    for (const file of files) {
      await tryInto(summary, file, read)
      bar.increment()
    }
  } finally {
    bar.stop()
  }
  console.log(json ? JSON.stringify(summary, undefined, 2) : summary.lines().join('\n'))
  return summary
}

async function tryInto(summary: TrySummary, file: string, read: Read): Promise<void> {
  summary.addFile()
  try {
    for await (const tried of read(file)) summary.addDocument(file, tried)
  } catch (error) {
    summary.addUnreadable(file, whatHappened(error))
  }
}

/** What is wrong with the interfaces themselves, as `check` says it: who writes one tries it first, and a rule for no column says nothing there. */
async function problemsIn(names: ReadonlySet<string>, interfaces: Interfaces): Promise<string[]> {
  const used = [...names].flatMap((name) => interfaces.get(name) ?? [])
  return (await Promise.all(used.map(problemsOf))).flat()
}
