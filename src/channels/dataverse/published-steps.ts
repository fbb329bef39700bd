import type { Write } from '../../message/write.ts'
import type { Found } from './find-row.ts'
import { type Columns, creation, type Place, type Step, type Steps, update } from './step.ts'

/** States of a row with a life cycle, as products have it (Microsoft, table "Product": statecode). */
const states = { active: 0, retired: 1, draft: 2, underRevision: 3 } as const

const publish = { statecode: states.active, statuscode: 1 }
const revise = { statecode: states.underRevision, statuscode: 3 }
const retire = { statecode: states.retired, statuscode: 2 }

/**
 * Steps for a row that is published: a new one is created as a draft and published, an active one is taken under revision, changed
 * and published again. In whatever state it is found, they begin there.
 */
export function publishedSteps(write: Write, place: Place, given: Columns, self: string): Steps {
  const columns = withoutState(given)
  const isDeactivation = write.operation === 'deactivate'
  if (place.kind !== 'row') {
    if (isDeactivation) return { own: [], operation: 'deactivate', isAbsent: true }
    return { own: [creation(write, columns), { method: 'PATCH', path: self, columns: publish }], operation: 'create' }
  }
  if (!isDeactivation) {
    const own = change(write, place, columns)
    return { own, operation: own.length === 0 ? 'none' : 'update' }
  }
  if (place.state === states.retired) return { own: [], operation: 'deactivate' }
  // What is to be changed is changed before, as a retired row takes no change.
  return { own: [...change(write, place, columns), update(write, place, retire)], operation: 'deactivate' }
}

function change(write: Write, place: Found, columns: Columns): Step[] {
  const { state } = place
  const isEmpty = Object.keys(columns).length === 0
  if (isEmpty && state === states.active) return []
  return [
    ...(state === states.retired ? [update(write, place, publish)] : []),
    ...(state === states.active || state === states.retired ? [update(write, place, revise)] : []),
    ...(isEmpty ? [] : [update(write, place, columns)]),
    update(write, place, publish),
  ]
}

function withoutState(columns: Columns): Columns {
  return Object.fromEntries(Object.entries(columns).filter(([name]) => name !== 'statecode' && name !== 'statuscode'))
}
