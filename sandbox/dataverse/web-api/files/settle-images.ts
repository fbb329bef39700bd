import type { ColumnDefinition, TableDefinition } from '../../definition.ts'
import type { Environment } from '../../environment.ts'
import { Problem } from '../problem.ts'
import type { Given } from '../read-body.ts'
import type { Values } from '../row-values.ts'
import { attach, detach } from './attachments.ts'
import { pictureKind } from './picture.ts'

interface Saved {
  readonly id: string
  readonly values: Values
  readonly given: Given
  readonly isNew: boolean
}

/**
 * What follows from a picture that was set or cleared: its id, moment and address, and the picture in full where its column
 * keeps that (Microsoft: "Use image column data"). @throws {Problem} it is no picture, too large, or not to be set on create
 */
export function settleImages(environment: Environment, table: TableDefinition, saved: Saved): void {
  for (const column of table.images) {
    const picture = saved.given[column.name]
    if (picture === undefined || (picture === null && saved.isNew)) continue
    detach(environment, saved.values[`${column.name}id`])
    if (typeof picture === 'string') settle(environment, table, column, saved, Buffer.from(picture, 'base64'))
    else for (const companion of ['id', '_timestamp', '_url']) delete saved.values[`${column.name}${companion}`]
  }
}

function settle(
  environment: Environment,
  table: TableDefinition,
  column: ColumnDefinition,
  { id, values, isNew }: Saved,
  bytes: Buffer,
): void {
  const { name, file: { kilobytes = 0, keepsFull = false, isPrimary = false } = {} } = column
  if (isNew && !isPrimary) throw notOnCreate(table, column)
  if (bytes.length > kilobytes * 1024)
    throw badPicture(
      `File size is too big. MaxSize: ${inMegabytes(kilobytes * 1024)} MB, Uploaded filesize: ${inMegabytes(bytes.length)} MB.`,
    )
  const kind = pictureKind(bytes)
  if (kind === undefined)
    throw badPicture(`Update image properties failed for objectid: ${id}, logicalName: ${table.name}, attribute: ${name}`)
  const imageId = environment.transactions.newId()
  const timestamp = ticks(new Date())
  Object.assign(values, {
    [`${name}id`]: imageId,
    [`${name}_timestamp`]: timestamp,
    [`${name}_url`]: `/Image/download.aspx?Entity=${table.name}&Attribute=${name}&Id=${imageId}&Timestamp=${timestamp}`,
  })
  if (keepsFull) attach(environment, { id: imageId, column: name, fileName: `${name}${kind}`, bytes })
}

function badPicture(reason: string): Problem {
  return new Problem(400, '0x80072553', `Error occured when processing image. Reason: ${reason}`)
}

function notOnCreate(table: TableDefinition, { name }: ColumnDefinition): Problem {
  return new Problem(
    400,
    '0x80090487',
    `Non-primary image attribute ${name} of entity ${table.name} is not allowed to upload during Create operation.`,
  )
}

function inMegabytes(bytes: number): number {
  return Math.floor(bytes / 1024 ** 2)
}

/** .NET counts tenths of microseconds since the year 1. */
function ticks(date: Date): string {
  return String(BigInt(date.getTime()) * 10_000n + 621_355_968_000_000_000n)
}
