import type { Environment } from '../../environment.ts'
import type { Reply, WebApiRequest } from '../request.ts'
import { deleteFile } from './delete-file.ts'
import { openBlocks, readBlock } from './download-blocks.ts'
import { beginBlocks, commitBlocks, takeBlock } from './upload-blocks.ts'

/** Actions for the files of file and image columns (Microsoft: "Use file column data"). */
export const fileMessages: Record<string, (environment: Environment, request: WebApiRequest) => Reply> = {
  InitializeFileBlocksUpload: beginBlocks,
  UploadBlock: takeBlock,
  CommitFileBlocksUpload: commitBlocks,
  InitializeFileBlocksDownload: openBlocks,
  DownloadBlock: readBlock,
  DeleteFile: deleteFile,
}
