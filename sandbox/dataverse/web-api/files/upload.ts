import type { Environment } from '../../environment.ts'
import { badUrl } from '../problem.ts'
import { emptyReply, type Reply, type WebApiRequest, wholeAddress } from '../request.ts'
import { chunkSize } from './chunk-size.ts'
import type { FilePlace } from './file-place.ts'
import { checkSize, storeFile } from './store-file.ts'

/** A file in one request, the beginning of one that comes in chunks, or one of its chunks (Microsoft: "Use file column data"). */
export function uploaded(environment: Environment, request: WebApiRequest, place: FilePlace): Reply {
  const token = request.query.get('sessiontoken')
  if (token !== null) return takeChunk(environment, request, place, token)
  if (request.headers['x-ms-transfer-mode'] === 'chunked') return begin(environment, request, place)
  storeFile(environment, request, place, { fileName: fileNameIn(request), bytes: Buffer.from(request.body, 'latin1') })
  return emptyReply()
}

/** The header goes before the query. @throws {Problem} */
function fileNameIn({ headers, query }: WebApiRequest): string {
  const name = headers['x-ms-file-name'] || query.get('x-ms-file-name')
  if (!name) throw badUrl('The file name is missing: send the header or the query parameter x-ms-file-name.')
  return name
}

function begin(environment: Environment, request: WebApiRequest, { table, row, column }: FilePlace): Reply {
  const upload = { table: table.name, rowId: row.id, column: column.name, fileName: fileNameIn(request) }
  const token = environment.chunkUploads.begin(upload)
  return {
    status: 200,
    headers: {
      'odata-version': '4.0',
      'accept-ranges': 'bytes',
      location: `${wholeAddress(request)}?sessiontoken=${token}`,
      'x-ms-chunk-size': String(chunkSize),
      'access-control-expose-headers': 'x-ms-chunk-size',
    },
    body: '',
  }
}

/** 206 while something is missing; the chunk that makes the file whole is answered as one request for all of it is. */
function takeChunk(environment: Environment, request: WebApiRequest, place: FilePlace, token: string): Reply {
  const upload = environment.chunkUploads.find(token)
  if (upload?.rowId !== place.row.id || upload.column !== place.column.name) throw badUrl('The session token is not valid.')
  const { start, size } = rangeIn(request)
  checkSize(place, size)
  upload.parts.set(start, request.body)
  const chunks = [...upload.parts].toSorted(([left], [right]) => left - right).map(([, chunk]) => chunk)
  const received = chunks.reduce((sum, { length }) => sum + length, 0)
  if (received < size) return { status: 206, headers: { 'odata-version': '4.0' }, body: '' }
  storeFile(environment, request, place, { fileName: upload.fileName, bytes: Buffer.from(chunks.join(''), 'latin1') })
  return emptyReply()
}

/** `bytes 0-4194303/25870370`. @throws {Problem} it is missing, or the body holds something else */
function rangeIn({ headers, body }: WebApiRequest): { start: number; size: number } {
  const [found, start, end, size] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(headers['content-range'] ?? '') ?? []
  const isTrue = Number(end) - Number(start) + 1 === body.length && Number(end) < Number(size)
  if (found === undefined || !isTrue) throw badUrl('Content-Range is missing, or does not tell what the body holds.')
  return { start: Number(start), size: Number(size) }
}
