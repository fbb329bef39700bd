import type { Environment } from '../../environment.ts'
import { Problem } from '../problem.ts'
import type { WebApiRequest } from '../request.ts'
import { changeRow } from '../save.ts'
import { attach, attachmentAt, detach } from './attachments.ts'
import type { FilePlace } from './file-place.ts'
import { mimeTypeOf } from './mime-type.ts'

interface NewFile {
  readonly fileName: string
  /** Its name tells when it is missing. */
  readonly mimeType?: string | undefined
  readonly bytes: Buffer
}

/** Puts a file in place of the one that is there and gives its id. @throws {Problem} it is too large, or no picture */
export function storeFile(environment: Environment, request: WebApiRequest, place: FilePlace, file: NewFile): string {
  const { table, row, column } = place
  const writer = { environment, table, userId: request.userId, callerId: request.callerId }
  if (column.type === 'image') {
    const { values } = changeRow(writer, row, { [column.name]: file.bytes.toString('base64') })
    const id = String(values[`${column.name}id`])
    describeAttachment(environment, id, file)
    return id
  }
  checkSize(place, file.bytes.length)
  detach(environment, row.values[column.name])
  const id = environment.transactions.newId()
  attach(environment, { id, row: { table: table.name, id: row.id }, column: column.name, ...file })
  changeRow(writer, row, { [column.name]: id, [`${column.name}_name`]: file.fileName })
  return id
}

/** Before the first chunk of a file is kept, and when it is whole. @throws {Problem} */
export function checkSize({ column }: FilePlace, bytes: number): void {
  if (column.type === 'file' && bytes > Math.min((column.file?.kilobytes ?? 0) * 1024, most)) throw tooLarge()
}

/** Files are kept in memory, as one text each. */
const most = 256 * 1024 ** 2

function tooLarge(): Problem {
  return new Problem(400, '0x80044a02', 'Attachment file size is too big.')
}

export function clearFile(environment: Environment, request: WebApiRequest, { table, row, column }: FilePlace): void {
  detach(environment, row.values[column.name])
  const writer = { environment, table, userId: request.userId, callerId: request.callerId }
  changeRow(writer, row, { [column.name]: null, [`${column.name}_name`]: null })
}

/** Of a picture that is kept in full. */
function describeAttachment(environment: Environment, id: string, { fileName, mimeType }: NewFile): void {
  const attachment = attachmentAt(environment, id)
  if (attachment === undefined) return
  const described = { filename: fileName, mimetype: mimeType ?? mimeTypeOf(fileName) }
  environment.put('fileattachment', attachment.id, { ...attachment.values, ...described })
}
