import type { Environment } from '../../environment.ts'
import { isLink } from '../../row.ts'
import { noSuchSegment, notFoundById } from '../problem.ts'
import { bodyOf } from '../read-body.ts'
import { emptyReply, type Reply, type WebApiRequest } from '../request.ts'
import { attachmentAt } from './attachments.ts'
import { clearFile } from './store-file.ts'

/** The action DeleteFile, by the id that a file column shows (Microsoft: "Use file column data"). */
export function deleteFile(environment: Environment, request: WebApiRequest): Reply {
  const attachments = environment.table('fileattachment')
  if (attachments === undefined) throw noSuchSegment('DeleteFile')
  const id = String(bodyOf(request.body, attachments).FileId)
  const { objectid, regardingfieldname } = attachmentAt(environment, id)?.values ?? {}
  const table = isLink(objectid) ? environment.table(objectid.table) : undefined
  const row = isLink(objectid) ? environment.find(objectid.table, objectid.id) : undefined
  const column = table?.columns.get(String(regardingfieldname))
  if (table === undefined || row === undefined || column?.type !== 'file') throw notFoundById(attachments, id)
  clearFile(environment, request, { table, row, column })
  return emptyReply()
}
