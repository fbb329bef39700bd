import { isLink, type Value } from '../../row.ts'

/** Whether two lookups lead to the same row; empty ones do not. */
export function isSameRow(left: Value | undefined, right: Value | undefined): boolean {
  return isLink(left) && isLink(right) && left.table === right.table && left.id === right.id
}
