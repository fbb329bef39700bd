import { createHash } from 'node:crypto'
import { rowName } from '../../message/by-row.ts'
import type { Write } from '../../message/write.ts'

/**
 * The GUID a row is created with where no alternate key keeps it from being created twice: always the same one for its business key, so
 * that an insert whose answer was lost, and that may still be under way, cannot be done again beside it. A UUID of version 8 (RFC 9562).
 */
export function ownGuid({ table, key }: Pick<Write, 'table' | 'key'>): string {
  const hash = createHash('sha256')
    .update(rowName({ table: table.name, key }))
    .digest('hex')
  const variant = ((Number.parseInt(hash.slice(16, 17), 16) & 0b0011) | 0b1000).toString(16)
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `${variant}${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-')
}
