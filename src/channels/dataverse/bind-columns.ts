import { isReference } from '../../message/exact-json.ts'
import { Gathered } from '../../message/gathered.ts'
import type { Table } from '../../message/table.ts'
import type { ColumnValue, ObjectWrites, Reference } from '../../message/write.ts'
import type { References } from './references.ts'
import { byId, byKey, isAddressable } from './row-address.ts'

/** The columns as the Web API wants them, and how each reference among them was bound. */
export interface Bound {
  readonly body: Gathered<unknown>
  readonly bindings: Binding[]
  /** References in whose place the fallback was bound. */
  readonly replaced: { column: string; reference: Reference; fallback: Reference }[]
  /** References whose row was looked for and is not there. */
  readonly missing: { column: string; reference: Reference }[]
}

export interface Binding {
  readonly column: string
  readonly reference: Reference
  /** The GUID it was bound by; nothing when it was bound by alternate key. */
  readonly id: string | undefined
}

/** How references are resolved. */
export interface Resolver {
  readonly references: References
  /** `check`: the environment has no keys to bind by. */
  readonly match: ObjectWrites['match']
  /** How a row of the same object is referred to that cannot be bound by key: by its GUID, or as the one its change set creates. */
  readonly sibling: (reference: Reference) => string | undefined
}

/** Puts columns into the body of a request: a lookup becomes `<navigation property>@odata.bind`. At once where no row has to be looked for. */
export function bindColumns(
  resolver: Resolver,
  table: Table,
  columns: Readonly<Record<string, ColumnValue>>,
): Bound | Promise<Bound> {
  const bound: Bound = { body: new Gathered(), bindings: [], replaced: [], missing: [] }
  const sought: Sought[] = []
  for (const column in columns) {
    const value = columns[column] as ColumnValue
    if (isReference(value)) {
      if (!bindKnown(resolver, column, value, bound)) sought.push({ column, reference: value })
    } else if (value === null && table.columns[column]?.kind === 'lookup') bound.body.add(bindOf(column), null)
    else bound.body.add(column, value)
  }
  return sought.length === 0 ? bound : bindSought(resolver, sought, bound)
}

interface Sought {
  readonly column: string
  readonly reference: Reference
}

/** False when the row must be looked for. */
function bindKnown(resolver: Resolver, column: string, reference: Reference, bound: Bound): boolean {
  const { table, key } = reference
  if (resolver.match === 'key' && isAddressable(table, key)) {
    bound.bindings.push({ column, reference, id: undefined })
    bound.body.add(bindOf(column), `/${byKey(table, key)}`)
    return true
  }
  const sibling = resolver.sibling(reference)
  if (sibling !== undefined) {
    bound.body.add(bindOf(column), sibling)
    return true
  }
  const id = resolver.references.known(reference)
  if (id === undefined) return false
  bindById({ column, reference }, id, bound)
  return true
}

async function bindSought({ references }: Resolver, sought: readonly Sought[], bound: Bound): Promise<Bound> {
  for (const { column, reference } of sought) {
    const id = await references.find(reference)
    if (id !== undefined) {
      bindById({ column, reference }, id, bound)
      continue
    }
    const fallback = await references.fallbackFor(reference)
    if (fallback === undefined) bound.missing.push({ column, reference })
    else {
      bound.replaced.push({ column, reference, fallback: fallback.reference })
      bound.body.add(bindOf(column), `/${byId(reference.table, fallback.id)}`)
    }
  }
  return bound
}

function bindById({ column, reference }: Sought, id: string, bound: Bound): void {
  bound.bindings.push({ column, reference, id })
  bound.body.add(bindOf(column), `/${byId(reference.table, id)}`)
}

function bindOf(column: string): string {
  return `${column}@odata.bind`
}
