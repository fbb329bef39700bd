import type { Write } from '../../message/write.ts'
import { closingSteps } from './closing-steps.ts'
import { publishedSteps } from './published-steps.ts'
import { byId, byKey } from './row-address.ts'
import { active, inactive } from './row-states.ts'
import { type Columns, type Place, type Step, type Steps, update, upsert } from './step.ts'

/** What it takes to bring a row from where it is to what is wanted. `columns` are those to send now; `self` refers to the row created here. */
export function stepsFor(write: Write, place: Place, columns: Columns, self: string): Steps {
  const { table, operation } = write
  if (operation === 'delete') return deletion(write, place)
  if (table.lifeCycle === 'published') return publishedSteps(write, place, columns, self)
  if (operation === 'deactivate') return deactivation(write, place, columns)
  if (table.closing !== undefined) return closingSteps(write, place, columns, self)
  const isInactive = place.kind === 'row' && place.state === inactive.statecode
  return upsert(write, place, write.activates && isInactive ? { ...columns, ...active } : columns)
}

function deletion(write: Write, place: Place): Steps {
  const own = place.kind === 'nowhere' ? [] : [{ method: 'DELETE' as const, path: addressOf(write, place) }]
  return { own, operation: 'delete' }
}

function deactivation(write: Write, place: Place, columns: Columns): Steps {
  if (place.kind === 'nowhere') return { own: [], operation: 'deactivate', isAbsent: true }
  const wanted = { ...columns, ...inactive }
  return { own: [place.kind === 'row' ? update(write, place, wanted) : updateByKey(write, wanted)], operation: 'deactivate' }
}

function updateByKey({ table, key }: Write, columns: Columns): Step {
  const path = `${byKey(table, key, table.columns)}?$select=${table.id}`
  return { method: 'PATCH', path, headers: { 'if-match': '*', prefer: 'return=representation' }, columns }
}

function addressOf({ table, key }: Write, place: Place): string {
  return place.kind === 'row' ? byId(table, place.id) : byKey(table, key, table.columns)
}
