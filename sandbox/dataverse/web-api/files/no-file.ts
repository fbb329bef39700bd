import { Problem } from '../problem.ts'
import type { FilePlace } from './file-place.ts'

/** An empty file column (recorded from the real service; an empty image column answers 204 instead). */
export function noFile({ row, column }: Pick<FilePlace, 'row' | 'column'>): Problem {
  return new Problem(404, '0x80040217', `No file attachment found for attribute: ${column.name} EntityId: ${row.id}.`)
}
