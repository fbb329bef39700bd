import type { Interfaces } from '../../engine/interfaces.ts'
import type { LoadedInterface } from '../../interfaces/load.ts'
import { formsOf, ownerOf } from '../../mapping/define-interface.ts'
import type { ValueMappings } from '../../mapping/value-mappings.ts'
import { Problem } from '../problem.ts'

/** A list, whichever of the interfaces that read it was asked for. */
export interface FoundList {
  /** Whose it is. */
  readonly owner: string
  /** Every interface that reads it, the owner too. */
  readonly readers: readonly LoadedInterface[]
  readonly valueMappings: ValueMappings
}

/** @throws {Problem} no such interface or list */
export function findList(interfaces: Interfaces, name: string, list: string): FoundList {
  const found = interfaces.get(name)
  if (found === undefined)
    throw new Problem(404, `There is no interface ${name}`, `There is: ${[...interfaces.keys()].join(', ')}.`)
  if (found.valueMappings.has(list)) {
    const owner = ownerOf(found, list)
    return { owner, readers: readersOf(interfaces, owner, list), valueMappings: found.valueMappings }
  }
  throw new Problem(404, `The interface ${name} has no value mapping ${list}`, `It has: ${listsOf(found).join(', ') || 'none'}.`)
}

/** A change of these codes of it. */
export function changeOf({ owner, readers }: FoundList, list: string, codes: ReadonlyMap<string, string | null>) {
  return { interface: owner, readBy: readers.map(({ name }) => name), list, codes }
}

/** The names of those that read a list beside its owner. */
export function alsoReading(owner: string, readers: readonly LoadedInterface[]): string[] {
  return readers.map(({ name }) => name).filter((name) => name !== owner)
}

/** Every interface that reads a list of this owner, which is one of them. */
export function readersOf(interfaces: Interfaces, owner: string, list: string): LoadedInterface[] {
  return [...interfaces.values()].filter(
    (one) => one.name === owner || (ownerOf(one, list) === owner && listsOf(one).includes(list)),
  )
}

/** Every list that is read, once, at its owner; those of one interface in their order. */
export function allLists(interfaces: Interfaces): (FoundList & { readonly list: string })[] {
  const places = [...interfaces.values()].flatMap((one) => listsOf(one).map((list) => ({ owner: ownerOf(one, list), list })))
  const each = new Map(places.map((place) => [`${place.owner}/${place.list}`, place]))
  return [...each.values()]
    .toSorted((one, other) => one.owner.localeCompare(other.owner) || one.list.localeCompare(other.list))
    .flatMap(({ owner, list }) => {
      const valueMappings = interfaces.get(owner)?.valueMappings
      return valueMappings === undefined ? [] : { owner, list, valueMappings, readers: readersOf(interfaces, owner, list) }
    })
}

/** The value mappings that its rules read, of documents of whatever kind. */
export function listsOf(found: LoadedInterface): string[] {
  const rules = formsOf(found).flatMap(({ objectKey, rows }) => [
    objectKey,
    ...rows.flatMap(({ key, columns }) => [...Object.values(key), ...Object.values(columns)]),
  ])
  return [...new Set(rules.flatMap(({ lists }) => [...lists]))].toSorted()
}

/** @throws {Problem} a value that is no option of a choice column the list feeds */
export function mustFit({ readers }: FoundList, list: string, values: readonly string[]): void {
  for (const { rows } of readers.flatMap((one) => formsOf(one))) mustFitIn(rows, list, values)
}

function mustFitIn(rows: LoadedInterface['rows'], list: string, values: readonly string[]): void {
  for (const { table, columns } of rows) {
    for (const [name, rule] of Object.entries(columns)) {
      const column = table.columns[name]
      if (column?.kind !== 'choice' || !rule.lists.includes(list)) continue
      const options = Object.keys(column.options)
      const wrong = values.find((value) => !options.includes(value))
      if (wrong === undefined) continue
      throw new Problem(
        400,
        `'${wrong}' is no option of ${name}`,
        `The list ${list} feeds ${table.name}.${name}, which has: ${options.join(', ')}.`,
      )
    }
  }
}
