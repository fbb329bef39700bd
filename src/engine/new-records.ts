import type { MappedWrite } from '../mapping/map-object.ts'
import { ByRow } from '../message/by-row.ts'
import { Gathered } from '../message/gathered.ts'
import type { ColumnValue, RowResult } from '../message/write.ts'
import type { WrittenRecord } from '../store/written-record.ts'
import type { Outcome } from './outcome.ts'
import { isSame, recordOf } from './reduce.ts'

/**
 * The records of an object after a delivery: every row that stands in Dynamics 365 now as its message said. Of a row that was to vanish and was
 * never there, too: else an older document that comes late would create it.
 */
export function newRecords({ plan, rows }: Pick<Outcome, 'plan' | 'rows'>): WrittenRecord[] {
  const written = new ByRow(rows, (row) => row)
  return plan.mapped.flatMap((mapped) => {
    const known = recordOf(mapped, plan.records)
    if (known !== undefined && known.system === plan.message.system && known.version > plan.message.version) return []
    const row = written.find({ table: mapped.table.name, key: mapped.key })
    // Rows behind the first failure were not written.
    return row === undefined ? [] : [newRecord(plan, mapped, row, known)]
  })
}

function newRecord(
  { claim, message, receiver }: Outcome['plan'],
  mapped: MappedWrite,
  row: RowResult,
  known: WrittenRecord | undefined,
): WrittenRecord {
  const age = mapped.isAbsent ? { ...message, version: ageOfList(message) } : ageAfter(message, known)
  return {
    objectKey: claim.objectKey,
    receiver,
    table: mapped.table.name,
    rowKey: mapped.key,
    id: row.id,
    state: row.id === '' ? 'deleted' : stateAfter(mapped, known),
    version: age.version,
    system: age.system,
    columns:
      mapped.operation === 'delete' || row.id === ''
        ? {}
        : { ...known?.columns, ...writtenColumns(message.id, mapped, row, known) },
  }
}

/** Of a list that comes in several documents each part may still name what another one did not: the number of the IDoc does not count. */
function ageOfList({ version }: Outcome['plan']['message']): string {
  return version.slice(0, -16)
}

/** A document without an age, as a request of the CRM API is, makes the row no younger: an IDoc is compared with the IDocs before it. */
function ageAfter(
  message: Outcome['plan']['message'],
  known: WrittenRecord | undefined,
): Pick<WrittenRecord, 'version' | 'system'> {
  return message.version === '' && known !== undefined ? known : message
}

function stateAfter(mapped: MappedWrite, known: WrittenRecord | undefined): WrittenRecord['state'] {
  if (mapped.operation === 'delete') return 'deleted'
  if (mapped.operation === 'deactivate') return 'inactive'
  return known?.state === 'inactive' && !mapped.reactivates ? 'inactive' : 'active'
}

/** A column that was the same before keeps the message that first wrote it so: that is who gave it this value. */
function writtenColumns(
  messageId: string,
  mapped: MappedWrite,
  row: RowResult,
  known: WrittenRecord | undefined,
): WrittenRecord['columns'] {
  const at = new Date().toISOString()
  const written = new Gathered<WrittenRecord['columns'][string]>()
  for (const name in mapped.columns) {
    const value = mapped.columns[name] as ColumnValue
    if (row.leftOut?.includes(name) || isSame(value, known?.columns[name]?.value ?? null)) continue
    written.add(name, { value, source: mapped.sources[name] ?? '', messageId, at })
  }
  return written.done()
}
