import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Interfaces } from '../../engine/interfaces.ts'
import type { LoadedInterface } from '../../interfaces/load.ts'
import { whatHappened } from '../what-happened.ts'
import { type Difference, differences } from './difference.ts'
import { type Ending, endings, type Outcome, outcomeOf } from './outcome.ts'

/** An example document of an interface, and how it stands. */
export interface Example {
  readonly file: string
  /** What is not as the file beside it says; none when all is well. */
  readonly differences: readonly Difference[]
  /** What it maps to now; nothing when it is not mapped at all, or by another interface, which nobody can want. */
  readonly outcome?: Outcome
}

/** The examples in the folder of an interface, each mapped as it is now: `name.idoc.xml`, or `name.xi.xml` with all its parts or its payload alone. */
export function examplesOf(interfaces: Interfaces, { name, folder }: Pick<LoadedInterface, 'name' | 'folder'>): Example[] {
  const files = globSync('*.{idoc,xi}.xml', { cwd: join(folder, 'examples') }).toSorted()
  return files.map((file) => exampleIn(join(folder, 'examples', file), name, interfaces))
}

/** Writes beside it what it maps to now; the other kind of expectation goes. Gives the file. */
export function writeExpectation({ file, outcome }: { file: string; outcome: Outcome }): string {
  for (const ending of endings) if (ending !== outcome.ending) rmSync(beside(file, ending), { force: true })
  writeFileSync(beside(file, outcome.ending), outcome.text)
  return beside(file, outcome.ending)
}

function exampleIn(file: string, name: string, interfaces: Interfaces): Example {
  try {
    const outcome = outcomeOf(interfaces, file, name)
    const { takenBy } = outcome
    if (takenBy !== name)
      return { file, differences: [{ where: 'the interface that takes it', expected: name, actual: takenBy }] }
    return { file, outcome, differences: differencesOf(file, outcome) }
  } catch (error) {
    return { file, differences: [{ where: 'cannot be mapped', actual: whatHappened(error) }] }
  }
}

function differencesOf(file: string, outcome: Outcome): Difference[] {
  const there = endings.filter((ending) => existsSync(beside(file, ending)))
  const [found, second] = there
  if (found === undefined) return [{ where: `there is no ${basename(beside(file, outcome.ending))}`, actual: inShort(outcome) }]
  if (second !== undefined) {
    return [
      { where: `there are ${there.map((ending) => basename(beside(file, ending))).join(' and ')}`, actual: inShort(outcome) },
    ]
  }
  const expected = { ending: found, text: readFileSync(beside(file, found), 'utf8').replaceAll('\r\n', '\n') }
  if (expected.text === outcome.text && found === outcome.ending) return []
  if (found !== outcome.ending || found === '.held.txt') {
    return [{ where: 'outcome', expected: inShort(expected), actual: inShort(outcome) }]
  }
  return valueDifferences(basename(beside(file, found)), expected.text, outcome.text)
}

function valueDifferences(name: string, expected: string, actual: string): Difference[] {
  try {
    const found = differences(expected, actual)
    return found.length > 0 ? found : [{ where: `${name} says the same in another order or form` }]
  } catch (error) {
    return [{ where: `${name} cannot be read`, actual: (error as Error).message }]
  }
}

function inShort({ ending, text }: Pick<Outcome, 'ending' | 'text'>): string {
  return ending === '.held.txt' ? `held: ${text.trimEnd()}` : 'rows are written'
}

function beside(file: string, ending: Ending): string {
  return file.replace(/\.(idoc|xi)\.xml$/, ending)
}
