import type { Interfaces } from '../../engine/interfaces.ts'
import type { LoadedInterface } from '../../interfaces/load.ts'
import { Problem } from '../problem.ts'

/** The interface that has this list. @throws {Problem} no such interface or list */
export function findList(interfaces: Interfaces, name: string, list: string): LoadedInterface {
  const found = interfaces.get(name)
  if (found === undefined)
    throw new Problem(404, `There is no interface ${name}`, `There is: ${[...interfaces.keys()].join(', ')}.`)
  if (found.valueMappings.has(list)) return found
  throw new Problem(404, `The interface ${name} has no value mapping ${list}`, `It has: ${listsOf(found).join(', ') || 'none'}.`)
}

/** The value mappings that its rules read. */
export function listsOf({ rows, objectKey }: LoadedInterface): string[] {
  const rules = rows.flatMap(({ key, columns }) => [...Object.values(key), ...Object.values(columns)])
  return [...new Set([objectKey, ...rules].flatMap(({ lists }) => [...lists]))].toSorted()
}

/** @throws {Problem} a value that is no option of a choice column the list feeds */
export function mustFit({ rows, valueMappings }: LoadedInterface, list: string, values: Iterable<string>): void {
  if (!valueMappings.has(list)) return
  for (const { table, columns } of rows) {
    for (const [name, rule] of Object.entries(columns)) {
      const column = table.columns[name]
      if (column?.kind !== 'choice' || !rule.lists.includes(list)) continue
      const options = Object.keys(column.options)
      const wrong = [...values].find((value) => !options.includes(value))
      if (wrong === undefined) continue
      throw new Problem(
        400,
        `'${wrong}' is no option of ${name}`,
        `The list ${list} feeds ${table.name}.${name}, which has: ${options.join(', ')}.`,
      )
    }
  }
}
