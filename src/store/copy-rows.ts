import type { PendingQuery, Row } from 'postgres'

/** A value in the form PostgreSQL sends and takes it itself; a text is its own. */
export type Field = Uint8Array | string | null

/**
 * Inserts rows by COPY in PostgreSQL's binary format, by far the cheapest way for bytes: as a parameter of a statement they would go as
 * text of twice their length (PostgreSQL: "COPY", "Binary Format").
 *
 * @param copy `copy … from stdin (format binary)`
 */
export async function copyRows(copy: PendingQuery<Row[]>, rows: readonly (readonly Field[])[]): Promise<void> {
  const stream = await copy.writable()
  const done = new Promise<void>((resolve, reject) => stream.once('finish', resolve).once('error', reject))
  stream.end(copyData(rows))
  await done
}

const signature = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)])

/** All in one piece of memory, written once. */
function copyData(rows: readonly (readonly Field[])[]): Uint8Array {
  const data = Buffer.allocUnsafe(rows.reduce((sum, fields) => sum + mostBytes(fields), signature.length + 2))
  let at = signature.copy(data)
  for (const fields of rows) {
    at = data.writeInt16BE(fields.length, at)
    for (const field of fields) at = writeField(data, field, at)
  }
  return data.subarray(0, data.writeInt16BE(-1, at))
}

function mostBytes(fields: readonly Field[]): number {
  let bytes = 2
  for (const field of fields) bytes += 4 + (typeof field === 'string' ? 3 * field.length : (field?.length ?? 0))
  return bytes
}

/** Its length, -1 of nothing, and what it is. Gives where the next one goes. */
function writeField(data: Buffer, field: Field, at: number): number {
  if (field === null) return data.writeInt32BE(-1, at)
  const start = at + 4
  if (typeof field === 'string') {
    const length = data.write(field, start)
    data.writeInt32BE(length, at)
    return start + length
  }
  data.set(field, data.writeInt32BE(field.length, at))
  return start + field.length
}

export function uuid(value: string): Uint8Array {
  return Buffer.from(value.replaceAll('-', ''), 'hex')
}

/** Version 1 of its binary form is its text. */
export function jsonb(value: unknown): string {
  return `\x01${JSON.stringify(value)}`
}

/** Microseconds since 2000. */
export function timestamptz(value: Date): Uint8Array {
  const bytes = Buffer.allocUnsafe(8)
  bytes.writeBigInt64BE(BigInt(value.getTime() - Date.UTC(2000, 0)) * 1000n)
  return bytes
}
