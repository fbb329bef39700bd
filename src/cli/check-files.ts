import { access, constants, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { LayoutFolders } from '../idoc/layout-folders.ts'
import type { Settings } from '../settings/settings.ts'

/** A line for each folder that is watched for IDoc files, and for each with WE60 files: can it be used? Makes nothing. */
export async function checkFiles({ files }: Pick<Settings, 'files'>): Promise<{ ok: boolean; text: string }[]> {
  const layouts = new LayoutFolders()
  const metadata = new Set(files.flatMap((entry) => entry.metadata ?? []))
  return [
    ...(await Promise.all(files.map(({ folder }) => checkFolder(folder)))),
    ...[...metadata].map((folder) => checkMetadata(folder, layouts)),
  ]
}

async function checkFolder(folder: string) {
  try {
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK)
    if (!(await stat(folder)).isDirectory()) return { ok: false, text: `The folder ${folder} of files is a file; name a folder` }
    return { ok: true, text: `IDoc files are taken out of ${folder}` }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT')
      return { ok: true, text: `IDoc files are taken out of ${folder}, which is made when Landbridge starts` }
    return {
      ok: false,
      text: `The folder ${folder} of files cannot be used: ${message}; Landbridge must be allowed to read and write it`,
    }
  }
}

function checkMetadata(folder: string, layouts: LayoutFolders) {
  try {
    layouts.add(resolve(folder))
    return { ok: true, text: `Flat IDocs are read by the WE60 files in ${folder}` }
  } catch (error) {
    return { ok: false, text: `The metadata ${folder} of files cannot be used: ${(error as Error).message}` }
  }
}
