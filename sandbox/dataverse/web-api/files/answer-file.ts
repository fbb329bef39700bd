import { bytesType } from '../../bytes.ts'
import type { Environment } from '../../environment.ts'
import { notSupported } from '../problem.ts'
import { emptyReply, type Reply, type WebApiRequest } from '../request.ts'
import { downloaded } from './download.ts'
import type { FilePlace } from './file-place.ts'
import { clearFile } from './store-file.ts'
import { uploaded } from './upload.ts'

/**
 * A request to the address of a file or image column: upload, download and deletion (Microsoft: "Use file column data", "Use image
 * column data"). Gives nothing where such a column is like any other.
 */
export function answerFile(
  environment: Environment,
  request: WebApiRequest,
  place: FilePlace,
  form: string | undefined,
): Reply | undefined {
  if (request.method === 'DELETE' && form === undefined && place.column.type === 'file') {
    clearFile(environment, request, place)
    return emptyReply()
  }
  const isUpload = form === undefined && bringsFile(request)
  if (request.isPart && (isUpload || form === '$value')) throw notSupported('files within a batch')
  if (isUpload) return uploaded(environment, request, place)
  return request.method === 'GET' ? downloaded(environment, request, place, form) : undefined
}

/** What comes as JSON is a column's value like any other. */
function bringsFile({ method, headers }: WebApiRequest): boolean {
  if (method !== 'PATCH' && method !== 'PUT') return false
  return headers['x-ms-transfer-mode'] === 'chunked' || headers['content-type'] === bytesType
}
