import { relative } from 'node:path'
import type { Interfaces } from '../../engine/interfaces.ts'
import { problemsOf } from '../../interfaces/check.ts'
import type { LoadedInterface } from '../../interfaces/load.ts'
import { usualConventions } from '../../mapping/conventions.ts'
import { differenceLines } from '../examples/difference.ts'
import { type Example, examplesOf, writeExpectation } from '../examples/example.ts'
import { CommandFailed } from '../exit.ts'
import { interfacesInUse, isOwn } from '../interfaces-in-use.ts'
import { count } from '../words.ts'

/** Says how the examples of these interfaces fare. @throws {CommandFailed} something else comes out */
export async function testExamples(names: readonly string[], { write }: { write?: boolean }): Promise<void> {
  const { interfaces: inUse, settings } = await interfacesInUse()
  console.error(settings)
  const interfaces = new Map([...inUse].map(([name, one]) => [name, isOwn(one) ? one : asDelivered(one)]))
  const chosen = chosenOf(interfaces, names)
  if (write) for (const one of chosen) writeExpectations(examplesOf(interfaces, one))
  report(await Promise.all(chosen.map((one) => standingOf(interfaces, one))))
}

/** What a project says of its systems changes nothing of what the delivered examples promise. */
function asDelivered(one: LoadedInterface): LoadedInterface {
  return { ...one, conventions: usualConventions }
}

/** @throws {CommandFailed} there is no such interface */
function chosenOf(interfaces: Interfaces, names: readonly string[]): LoadedInterface[] {
  if (names.length === 0) return [...interfaces.values()]
  return names.map((name) => {
    const found = interfaces.get(name)
    if (found === undefined)
      throw new CommandFailed(`There is no interface ${name}; there is ${[...interfaces.keys()].join(', ')}`)
    return found
  })
}

function writeExpectations(examples: readonly Example[]): void {
  for (const { file, outcome, differences } of examples) {
    if (outcome === undefined || differences.length === 0) continue
    console.log(`wrote ${relative('', writeExpectation({ file, outcome }))}`)
  }
}

interface Standing {
  readonly name: string
  readonly examples: readonly Example[]
  /** What is wrong with the interface itself: what a rule for no column gives would be missing without a word. */
  readonly problems: readonly string[]
}

async function standingOf(interfaces: Interfaces, one: LoadedInterface): Promise<Standing> {
  return { name: one.name, examples: examplesOf(interfaces, one), problems: await problemsOf(one) }
}

/** @throws {CommandFailed} not all is well */
function report(standings: readonly Standing[]): void {
  for (const standing of standings) console.log(linesOf(standing).join('\n'))
  const examples = standings.flatMap((one) => one.examples)
  const failing = examples.filter(isFailing).length
  if (failing > 0) {
    throw new CommandFailed(
      `\n${failing} of ${count(examples.length, 'example')} ${failing === 1 ? 'is' : 'are'} not as expected; what is right now is written by npx landbridge test --write`,
    )
  }
  if (standings.some(({ problems }) => problems.length > 0)) throw new CommandFailed('\nThe interface is not as it should be')
  console.log(`\n${count(examples.length, 'example')}, all as expected`)
}

function linesOf({ name, examples, problems }: Standing): string[] {
  const failing = examples.filter(isFailing)
  const isWell = failing.length === 0 && problems.length === 0
  const wrong = failing.length === 0 ? '' : `, ${failing.length} not as expected`
  return [
    `${isWell ? '✓' : '✗'} ${name}: ${examples.length === 0 ? 'no examples' : count(examples.length, 'example')}${wrong}`,
    ...problems.map((problem) => `    ${problem}`),
    ...failing.flatMap(({ file, differences }) => [
      `  ✗ ${relative('', file)}`,
      ...differenceLines(differences).map((line) => `    ${line}`),
    ]),
  ]
}

function isFailing({ differences }: Example): boolean {
  return differences.length > 0
}
