import { isReference } from '../../message/exact-json.ts'
import type { Table } from '../../message/table.ts'
import type { ColumnValue, ObjectWrites, Reference } from '../../message/write.ts'
import type { References } from './references.ts'
import { byId, byKey, isAddressable } from './row-address.ts'

/** The columns as the Web API wants them, and how each reference among them was bound. */
export interface Bound {
  readonly body: Record<string, unknown>
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

/** Puts columns into the body of a request: a lookup becomes `<navigation property>@odata.bind`. */
export async function bindColumns(
  resolver: Resolver,
  table: Table,
  columns: Readonly<Record<string, ColumnValue>>,
): Promise<Bound> {
  const bound: Bound = { body: {}, bindings: [], replaced: [], missing: [] }
  for (const [column, value] of Object.entries(columns)) {
    if (isReference(value)) await bindReference(resolver, column, value, bound)
    else if (value === null && table.columns[column]?.kind === 'lookup') bound.body[`${column}@odata.bind`] = null
    else bound.body[column] = value
  }
  return bound
}

async function bindReference(resolver: Resolver, column: string, reference: Reference, bound: Bound): Promise<void> {
  const { references } = resolver
  const { table, key } = reference
  const isByKey = resolver.match === 'key' && isAddressable(table, key)
  const sibling = isByKey ? undefined : resolver.sibling(reference)
  if (sibling !== undefined) {
    bound.body[`${column}@odata.bind`] = sibling
    return
  }
  const id = isByKey ? undefined : await references.find(reference)
  if (!isByKey && id === undefined) {
    const fallback = await references.fallbackFor(reference)
    if (fallback === undefined) {
      bound.missing.push({ column, reference })
      return
    }
    bound.replaced.push({ column, reference, fallback: fallback.reference })
    bound.body[`${column}@odata.bind`] = `/${byId(table, fallback.id)}`
    return
  }
  bound.bindings.push({ column, reference, id })
  bound.body[`${column}@odata.bind`] = `/${id === undefined ? byKey(table, key) : byId(table, id)}`
}
