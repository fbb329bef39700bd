import { bytesType } from '../../bytes.ts'
import type { Environment } from '../../environment.ts'
import { noSuchSegment, Problem } from '../problem.ts'
import { baseOf, emptyReply, jsonReply, type Reply, type WebApiRequest } from '../request.ts'
import { attachmentAt, bytesOf } from './attachments.ts'
import { chunkSize } from './chunk-size.ts'
import type { FilePlace } from './file-place.ts'
import { mimeTypeOf } from './mime-type.ts'
import { noFile } from './no-file.ts'
import { pictureKind } from './picture.ts'

interface StoredFile {
  readonly fileName: string
  readonly mimeType: string
  readonly bytes: Buffer
}

/**
 * The bytes of a file behind `$value`, wholly or as `Range` says; without `$value` the same in JSON, in base 64. 204 when there
 * is no picture. @throws {Problem} when there is no file
 */
export function downloaded(environment: Environment, request: WebApiRequest, place: FilePlace, form: string | undefined): Reply {
  if (form !== undefined && form !== '$value') throw noSuchSegment(form)
  const file = storedAt(environment, place, request.query.get('size') === 'full')
  if (file === undefined && place.column.type === 'file') throw noFile(place)
  if (file === undefined) return emptyReply()
  const range = rangeIn(request, file.bytes.length)
  const bytes = range === undefined ? file.bytes : file.bytes.subarray(range.start, range.end + 1)
  const status = range === undefined ? 200 : 206
  const headers = fileHeaders(file, range !== undefined)
  if (form === undefined) {
    const context = `${baseOf(request)}$metadata#${place.table.set}(${place.row.id})/${place.column.name}`
    return jsonReply(status, { '@odata.context': context, value: bytes.toString('base64') }, headers)
  }
  return {
    status,
    headers: { 'content-type': bytesType, 'odata-version': '4.0', ...headers },
    body: bytes.toString('latin1'),
  }
}

/** Of a picture the thumbnail, unless the full one is asked for, which not every column keeps. */
function storedAt(environment: Environment, { row, column }: FilePlace, isFull: boolean): StoredFile | undefined {
  if (column.type === 'image' && !isFull) return thumbnail(column.name, row.values[column.name])
  const attachment = attachmentAt(environment, row.values[column.type === 'image' ? `${column.name}id` : column.name])
  if (attachment === undefined) return undefined
  const { filename, mimetype } = attachment.values
  return { fileName: String(filename), mimeType: String(mimetype), bytes: bytesOf(attachment) }
}

function thumbnail(column: string, picture: FilePlace['row']['values'][string] | undefined): StoredFile | undefined {
  if (typeof picture !== 'string') return undefined
  const bytes = Buffer.from(picture, 'base64')
  const fileName = `${column}${pictureKind(bytes) ?? ''}`
  return { fileName, mimeType: mimeTypeOf(fileName), bytes }
}

/** `bytes=0-4194303`, also with the size behind it, as an older page of the documentation writes it. @throws {Problem} 416 */
function rangeIn({ headers }: WebApiRequest, size: number): { start: number; end: number } | undefined {
  const [found, start, end] = /^bytes=(\d+)-(\d*)(?:\/\d+)?$/.exec(headers.range ?? '') ?? []
  if (found === undefined) return undefined
  if (Number(start) >= size) throw new Problem(416, '0x80060888', `The file ends before byte ${start}.`)
  return { start: Number(start), end: Math.min(end ? Number(end) : size - 1, size - 1) }
}

/** Exposed with semicolons between, as documented. */
function fileHeaders({ fileName, mimeType, bytes }: StoredFile, isPart: boolean): Record<string, string> {
  const name = plain(fileName)
  const exposed = ['x-ms-file-size', 'x-ms-file-name', ...(isPart ? ['x-ms-chunk-size'] : []), 'mimetype']
  return {
    'x-ms-file-size': String(bytes.length),
    'x-ms-file-name': name,
    ...(isPart ? { 'x-ms-chunk-size': String(chunkSize) } : {}),
    mimetype: mimeType,
    'content-disposition': `inline; filename="${name.replaceAll('"', '%22')}"`,
    'access-control-expose-headers': exposed.join('; '),
  }
}

/** A header holds ASCII. */
function plain(fileName: string): string {
  return /^[ -~]*$/.test(fileName) ? fileName : encodeURIComponent(fileName)
}
