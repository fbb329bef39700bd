import type { Row, Value } from '../../row.ts'
import { Problem } from '../problem.ts'
import type { Given } from '../read-body.ts'

/** States of a product (Microsoft, "Product catalog": life cycle). */
const [active, retired, draft, underRevision] = [0, 1, 2, 3]

/** From which state a product may go to which. */
const moves: Record<number, readonly number[]> = {
  [draft]: [active],
  [active]: [retired, underRevision],
  [underRevision]: [active],
  [retired]: [active],
}

/**
 * A product is changed as a draft or under revision, then published by making it active.
 * @throws {Problem} a change of an active or retired product, a move its life cycle does not know
 */
export function checkProductChange(row: Row, given: Given, changed: Readonly<Record<string, Value>>): void {
  const state = Number(row.values.statecode)
  const next = Number(changed.statecode)
  if (next !== state && !moves[state]?.includes(next)) {
    throw new Problem(400, '0x80048408', `${next} is not a valid state for a product in state ${state}.`)
  }
  const columns = Object.keys(given).filter((name) => name !== 'statecode' && name !== 'statuscode')
  if (columns.length > 0 && (state === active || state === retired)) {
    throw new Problem(400, '0x8004f995', 'Product, product family and bundle can only be updated in draft state.')
  }
}
