import { type InterfaceDefinition, ownerOf } from '../mapping/define-interface.ts'
import type { ValueMappings } from '../mapping/value-mappings.ts'
import { Misconfigured } from '../message/errors.ts'

interface Listed extends Pick<InterfaceDefinition, 'name' | 'listsFrom'> {
  readonly valueMappings: ValueMappings
  readonly folder: string
}

/**
 * Each interface with the value mappings it shares as those of the interface whose they are.
 * @throws {Misconfigured} that one is not there, has no such list or has it from a third, or the list is there a second time
 */
export function withSharedLists<One extends Listed>(interfaces: ReadonlyMap<string, One>): Map<string, One> {
  return new Map([...interfaces].map(([name, one]) => [name, withOthers(one, interfaces)]))
}

function withOthers<One extends Listed>(one: One, interfaces: ReadonlyMap<string, One>): One {
  const lists = Object.entries(one.listsFrom ?? {})
  if (lists.length === 0) return one
  for (const [list, owner] of lists) mustBeOf(one, list, owner, interfaces)
  const { valueMappings } = one
  const of = (list: string): ValueMappings => interfaces.get(ownerOf(one, list))?.valueMappings ?? valueMappings
  return {
    ...one,
    valueMappings: {
      find: (list, code) => of(list).find(list, code),
      has: (list) => of(list).has(list),
      entries: (list) => of(list).entries(list),
    },
  }
}

function mustBeOf(one: Listed, list: string, owner: string, interfaces: ReadonlyMap<string, Listed>): void {
  const said = `The interface ${one.name} has the value mapping ${list} from '${owner}' (listsFrom)`
  const found = interfaces.get(owner)
  if (found === undefined || owner === one.name) {
    throw new Misconfigured(`${said}, which is no other interface; there is ${[...interfaces.keys()].join(', ')}`)
  }
  const third = ownerOf(found, list)
  if (third !== owner) throw new Misconfigured(`${said}, which has it from ${third} itself; name ${third}`)
  if (!found.valueMappings.has(list)) {
    throw new Misconfigured(`${said}, which has no such list; add value-mappings/${list}.csv to ${found.folder}`)
  }
  if (one.valueMappings.has(list)) {
    throw new Misconfigured(
      `${said}, and ${one.folder} has a value-mappings/${list}.csv as well; add its codes in the monitor, or to a file of that name of the interface ${owner}, and delete this one`,
    )
  }
}
