import type { MappedWrite } from '../mapping/map-object.ts'
import type { Write } from '../message/write.ts'
import type { WrittenRecord } from '../store/written-record.ts'
import { recordOf, wholeRow } from './reduce.ts'

/**
 * What is left to send. A row that must be open for the rows below it to change (see `Closing`) goes along with them, though nothing
 * of its own has changed: the receiver channel has to open and close it.
 */
export function bringHeaders(
  mapped: readonly MappedWrite[],
  reduced: readonly (Write | 'unchanged' | 'superseded')[],
  records: readonly WrittenRecord[],
): Write[] {
  const changes = reduced.some((write) => typeof write === 'object')
  return mapped.flatMap((write, index) => {
    const left = reduced[index]
    if (typeof left === 'object') return [left]
    const record = changes && left === 'unchanged' && write.table.closing !== undefined ? recordOf(write, records) : undefined
    return record === undefined ? [] : [{ ...write, columns: {}, whole: wholeRow(write, record), id: record.id }]
  })
}
