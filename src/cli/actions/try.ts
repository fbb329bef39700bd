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

/** Says what would be written. @throws {CommandFailed} not all of it would be */
export async function tryFiles(names: readonly string[], { json, live, interface: named }: TryOptions): Promise<void> {
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
}

export interface TryOptions {
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
