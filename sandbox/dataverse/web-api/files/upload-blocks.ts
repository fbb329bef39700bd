import type { Environment } from '../../environment.ts'
import type { Upload } from '../../uploads.ts'
import { type Parameters, parametersOf, textIn, textsIn } from '../action-parameters.ts'
import { mustBeAt, parseAddress } from '../address.ts'
import { Problem } from '../problem.ts'
import { baseOf, emptyReply, jsonReply, type Reply, type WebApiRequest } from '../request.ts'
import { chunkSize } from './chunk-size.ts'
import type { FilePlace } from './file-place.ts'
import { storeFile } from './store-file.ts'
import { placeOfTarget } from './target-place.ts'

/** InitializeFileBlocksUpload: a file or a picture is to come in blocks (Microsoft: "Use file column data"). */
export function beginBlocks(environment: Environment, request: WebApiRequest): Reply {
  const parameters = parametersOf(request)
  const { table, row, column } = placeOfTarget(environment, parameters)
  const upload = { table: table.name, rowId: row.id, column: column.name, fileName: textIn(parameters, 'FileName') }
  return jsonReply(200, {
    '@odata.context': `${baseOf(request)}$metadata#Microsoft.Dynamics.CRM.InitializeFileBlocksUploadResponse`,
    FileContinuationToken: environment.blockUploads.begin(upload),
  })
}

/** UploadBlock: in any order, several at a time, and again when its answer was lost. */
export function takeBlock(environment: Environment, request: WebApiRequest): Reply {
  const parameters = parametersOf(request)
  const { parts } = uploadOf(environment, parameters)
  const id = textIn(parameters, 'BlockId')
  const data = textIn(parameters, 'BlockData')
  if (!isBase64(id) || Buffer.from(id, 'base64').length > longestId) throw refused(`'${id}' cannot be the id of a block.`)
  const [[other] = [id]] = parts
  if (other.length !== id.length) throw refused('The ids of all blocks of a file must be of the same length.')
  const bytes = Buffer.from(data, 'base64')
  if (!isBase64(data) || bytes.length > chunkSize) throw refused('A block holds 4 MB at most, in base 64.')
  parts.set(id, bytes.toString('latin1'))
  return emptyReply()
}

/** CommitFileBlocksUpload: the blocks that are named become the file, in that order. */
export function commitBlocks(environment: Environment, request: WebApiRequest): Reply {
  const parameters = parametersOf(request)
  const upload = uploadOf(environment, parameters)
  const blocks = textsIn(parameters, 'BlockList').map((id) => upload.parts.get(id) ?? noSuchBlock(id))
  const bytes = Buffer.from(blocks.join(''), 'latin1')
  const fileName = textIn(parameters, 'FileName')
  const mimeType = textIn(parameters, 'MimeType')
  const FileId = storeFile(environment, request, placeOf(environment, upload), { fileName, mimeType, bytes })
  return jsonReply(200, {
    '@odata.context': `${baseOf(request)}$metadata#Microsoft.Dynamics.CRM.CommitFileBlocksUploadResponse`,
    FileId,
    FileSizeInBytes: bytes.length,
  })
}

/** Bytes of a block's id, before they are written in base 64. */
const longestId = 64

function uploadOf(environment: Environment, parameters: Parameters): Upload<string> {
  const upload = environment.blockUploads.find(textIn(parameters, 'FileContinuationToken'))
  if (upload === undefined) throw refused('The FileContinuationToken is not valid.')
  return upload
}

/** The row may be gone by now. */
function placeOf(environment: Environment, { table: name, rowId, column: columnName }: Upload<string>): FilePlace {
  const table = environment.table(name)
  const column = table?.columns.get(columnName)
  if (table === undefined || column === undefined) throw refused('The FileContinuationToken is not valid.')
  return { table, row: mustBeAt(environment, parseAddress(environment, `${table.set}(${rowId})`)), column }
}

function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text)
}

function noSuchBlock(id: string): never {
  throw refused(`The block '${id}' was not uploaded.`)
}

function refused(sentence: string): Problem {
  return new Problem(400, '0x80040203', sentence)
}
