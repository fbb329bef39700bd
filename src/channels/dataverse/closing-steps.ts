import type { Write } from '../../message/write.ts'
import { byId, byKey } from './row-address.ts'
import { type Columns, type Place, type Step, type Steps, upsert } from './step.ts'

/**
 * Steps for a row that is read-only, as paid and cancelled invoices are (see `Closing`): it is opened first, and given its status once
 * all rows of the object are written.
 */
export function closingSteps(write: Write, place: Place, given: Columns, self: string): Steps {
  const { closing } = write.table
  const { statuscode, ...columns } = given
  const { own, operation } = upsert(write, place, columns)
  if (closing === undefined) return { own, operation }
  const before = place.kind === 'row' ? place.status : undefined
  const isClosed = place.kind === 'row' && place.state !== 0
  const told = statuscode ?? write.whole?.statuscode
  const target = typeof told === 'number' ? told : isClosed ? before : undefined
  const address = addressOf(write, place, self)
  const move = (status: number): Step => ({
    method: 'PATCH',
    path: address,
    ...(place.kind === 'nowhere' ? {} : { headers: { 'if-match': '*' } }),
    columns: { statecode: closing.states[status] ?? 0, statuscode: status },
  })
  const standing = isClosed ? closing.openStatus : before
  const last = target !== undefined && target !== standing ? [move(target)] : []
  const isMoved = last.length > 0 && target !== before
  return {
    own: isClosed ? [move(closing.openStatus), ...own] : own,
    last,
    operation: operation === 'none' && isMoved ? 'update' : operation,
  }
}

function addressOf({ table, key }: Write, place: Place, self: string): string {
  if (place.kind === 'row') return byId(table, place.id)
  return place.kind === 'key' ? byKey(table, key, table.columns) : self
}
