import { splitOutside } from '../split-outside.ts'
import type { Facts } from './facts-filter.ts'

/** Query options by name, of a request or within an `$expand`. */
export interface Options {
  get(name: string): string | null | undefined
}

/** Gives what an `$expand` adds: a list of definitions, one, or nothing. @throws {Problem} there is no such member */
export type Expand = (member: string, options: Options) => unknown

/** A definition as far as it was asked for: `$select`, with its id and type always, and `$expand`. */
export function shownFacts(facts: Facts, options: Options, expand: Expand): Facts {
  const names = (options.get('$select') ?? '').split(',').map((name) => name.trim())
  const isKept = (name: string) => names.includes(name) || name === 'MetadataId' || name.startsWith('@')
  const kept = names[0] === '' ? facts : Object.fromEntries(Object.entries(facts).filter(([name]) => isKept(name)))
  const along = expandsIn(options).map(([member, inner]) => [member, expand(member, inner)] as const)
  return { ...kept, ...Object.fromEntries(along.filter(([, value]) => value !== undefined)) }
}

/** How what is selected and expanded stands in an `@odata.context`, e.g. `(LogicalName,OptionSet(Options))`. */
export function contextOf(options: Options): string {
  const select = (options.get('$select') ?? '').split(',').flatMap((name) => name.trim() || [])
  const along = expandsIn(options).map(([member, inner]) => `${member}${contextOf(inner) || '()'}`)
  return select.length + along.length === 0 ? '' : `(${[...select, ...along].join(',')})`
}

function expandsIn(options: Options): [member: string, options: Options][] {
  return splitOutside(options.get('$expand') ?? '', ',').map((part) => {
    const [, member = '', text = ''] = /^(\w+)(?:\((.*)\))?$/s.exec(part) ?? []
    return [member, optionsIn(text)]
  })
}

/** `$select=a;$filter=b`; a list of names alone is what is selected. */
function optionsIn(text: string): Options {
  if (text !== '' && !text.startsWith('$')) return new Map([['$select', text]])
  return new Map(splitOutside(text, ';').map((option) => option.split(/=(.*)/s) as [string, string]))
}
