import type { Environment } from '../../environment.ts'
import type { Link, Row, Value } from '../../row.ts'
import { now } from '../moments.ts'
import { mimeTypeOf } from './mime-type.ts'

interface NewAttachment {
  readonly id: string
  /** Missing of a picture, whose file belongs to an image descriptor instead. */
  readonly row?: Link
  readonly column: string
  readonly fileName: string
  readonly mimeType?: string | undefined
  readonly bytes: Buffer
}

/** Keeps a file as a row of its own (Microsoft: "FileAttachment table/entity reference"). */
export function attach(environment: Environment, { id, row, column, fileName, mimeType, bytes }: NewAttachment): void {
  environment.put('fileattachment', id, {
    filename: fileName,
    mimetype: mimeType ?? mimeTypeOf(fileName),
    filesizeinbytes: String(bytes.length),
    body: bytes.toString('base64'),
    regardingfieldname: column,
    ...(row === undefined ? {} : { objectid: row }),
    objecttypecode: row?.table ?? 'imagedescriptor',
    createdon: now(),
  })
}

export function attachmentAt(environment: Environment, id: Value | undefined): Row | undefined {
  return typeof id === 'string' ? environment.find('fileattachment', id) : undefined
}

export function bytesOf(attachment: Row): Buffer {
  return Buffer.from(String(attachment.values.body ?? ''), 'base64')
}

export function detach(environment: Environment, id: Value | undefined): void {
  const attachment = attachmentAt(environment, id)
  if (attachment !== undefined) environment.remove('fileattachment', attachment.id)
}
