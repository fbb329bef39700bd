import type { Environment } from '../../environment.ts'
import { countIn, parametersOf, textIn } from '../action-parameters.ts'
import { Problem } from '../problem.ts'
import { baseOf, jsonReply, type Reply, type WebApiRequest } from '../request.ts'
import { isGuid } from '../values.ts'
import { attachmentAt, bytesOf } from './attachments.ts'
import type { FilePlace } from './file-place.ts'
import { noFile } from './no-file.ts'
import { placeOfTarget } from './target-place.ts'

/**
 * InitializeFileBlocksDownload: how large a file is, and the token to read it by (Microsoft: "Use file column data"). Of a
 * picture the full one is read, where its column keeps that.
 */
export function openBlocks(environment: Environment, request: WebApiRequest): Reply {
  const place = placeOfTarget(environment, parametersOf(request))
  const { row, column } = place
  const attachment = attachmentAt(environment, row.values[column.type === 'image' ? `${column.name}id` : column.name])
  if (attachment === undefined) throw column.type === 'image' ? noFullPicture(place) : noFile(place)
  return jsonReply(200, {
    '@odata.context': `${baseOf(request)}$metadata#Microsoft.Dynamics.CRM.InitializeFileBlocksDownloadResponse`,
    FileSizeInBytes: bytesOf(attachment).length,
    FileName: attachment.values.filename,
    FileContinuationToken: Buffer.from(attachment.id).toString('base64'),
    IsChunkingSupported: true,
  })
}

/** DownloadBlock: the bytes from `Offset` on, `BlockLength` of them or those that are left. */
export function readBlock(environment: Environment, request: WebApiRequest): Reply {
  const parameters = parametersOf(request)
  const offset = countIn(parameters, 'Offset')
  const length = countIn(parameters, 'BlockLength')
  const id = Buffer.from(textIn(parameters, 'FileContinuationToken'), 'base64').toString()
  const attachment = isGuid(id) ? attachmentAt(environment, id) : undefined
  if (attachment === undefined) throw refused('The FileContinuationToken is not valid.')
  const bytes = bytesOf(attachment)
  if (offset >= bytes.length) throw refused(`The file ends before byte ${offset}.`)
  return jsonReply(200, {
    '@odata.context': `${baseOf(request)}$metadata#Microsoft.Dynamics.CRM.DownloadBlockResponse`,
    Data: bytes.subarray(offset, offset + length).toString('base64'),
  })
}

function noFullPicture({ table, row, column }: FilePlace): Problem {
  const descriptor = row.values[`${column.name}id`] ?? '00000000-0000-0000-0000-000000000000'
  return new Problem(
    404,
    '0x80040217',
    `No FileAttachment records found for imagedescriptorId: ${descriptor} for image attribute: ${column.name} of ${table.name} record with id ${row.id}.`,
  )
}

function refused(sentence: string): Problem {
  return new Problem(400, '0x80040203', sentence)
}
