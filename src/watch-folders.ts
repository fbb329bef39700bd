import { resolve } from 'node:path'
import type { Logger } from 'pino'
import { startIdocFile } from './channels/idoc-file/idoc-file.ts'
import { knownLayouts } from './idoc/layout-folders.ts'
import { makeFolder } from './make-folder.ts'
import type { Accept } from './message/arrival.ts'
import type { Refused } from './message/refusal.ts'
import type { Settings } from './settings/settings.ts'
import { SettingsError } from './settings/settings-error.ts'

/**
 * Starts the channel `idoc-file` on each folder of `files`. Flat IDocs that are stored already can be read from then on.
 * @throws {SettingsError} a folder cannot be used, or what lies in `metadata` is no WE60 file
 */
export async function watchFolders(
  { files, maxPacketBytes, maxIdocBytes }: Pick<Settings, 'files' | 'maxPacketBytes' | 'maxIdocBytes'>,
  { accept, refused, log }: { accept: Accept; refused: Refused; log: Logger },
): Promise<{ stop(): Promise<void> }> {
  await using started = new AsyncDisposableStack()
  for (const { metadata } of files) if (metadata !== undefined) useMetadata(metadata)
  for (const { folder, system } of files) {
    const limits = { system, metadata: knownLayouts, maxPacketBytes, maxIdocBytes }
    const options = { ...limits, folder: resolve(folder), accept, refused, log }
    const channel = await startChannel(options).catch((error: Error) => {
      throw new SettingsError(`files names the folder '${folder}', which cannot be used: ${error.message}`)
    })
    started.defer(() => channel.stop())
  }
  const running = started.move()
  return { stop: () => running.disposeAsync() }
}

/** In a folder that others write to: who may is for the system to say (umask). */
async function startChannel(options: Parameters<typeof startIdocFile>[0]) {
  makeFolder(options.folder, 0o777)
  return startIdocFile(options)
}

function useMetadata(folder: string) {
  try {
    knownLayouts.add(resolve(folder))
  } catch (error) {
    throw new SettingsError(`files names the metadata '${folder}', which cannot be used: ${(error as Error).message}`)
  }
}
