import { createHash, timingSafeEqual } from 'node:crypto'

/** Whether two secrets are the same; takes as long for a near miss as for a far one. */
export function isSameText(left: string, right: string): boolean {
  return timingSafeEqual(sha256(left), sha256(right))
}

export function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
