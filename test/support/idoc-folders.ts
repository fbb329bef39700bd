import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, type TestContext } from 'node:test'
import { pino } from 'pino'
import { type IdocFileOptions, startIdocFile } from '../../src/channels/idoc-file/idoc-file.ts'
import { knownLayouts, LayoutFolders } from '../../src/idoc/layout-folders.ts'
import type { Refusal } from '../../src/message/refusal.ts'
import { flatDebmas, we60 } from './flat-idocs.ts'
import { receiving } from './receiving.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** The channel `idoc-file`, in a hurry, on as many folders as are wanted, before an engine with a store of its own. */
export async function idocFolders() {
  const { accept, stored, databaseUrl } = await receiving()
  const root = temporaryFolder({ after })
  const metadataFolder = join(root, 'we60')
  mkdirSync(metadataFolder)
  writeFileSync(join(metadataFolder, 'debmas07.txt'), we60())
  const metadata = new LayoutFolders()
  metadata.add(metadataFolder)
  knownLayouts.add(metadataFolder)

  const refused: Refusal[] = []
  const emptyFolder = () => mkdtempSync(join(root, 'inbox-'))
  const optionsFor = (folder: string): IdocFileOptions => {
    const pace = { lookEveryMs: 10, finishedAfterMs: 20, abandonedAfterMs: 300 }
    const limits = { maxPacketBytes: 1_000_000, maxIdocBytes: 1_000_000 }
    const keep = (refusal: Refusal) => void refused.push(refusal)
    return { folder, accept, refused: keep, metadata, log: pino({ level: 'silent' }), pace, ...limits }
  }
  /** Begins to watch a folder until the test ends. Gives the folder. */
  const watched = async (t: TestContext, options: Partial<IdocFileOptions> = {}): Promise<string> => {
    const folder = options.folder ?? emptyFolder()
    const channel = await startIdocFile({ ...optionsFor(folder), ...options })
    t.after(() => channel.stop())
    return folder
  }
  return { accept, stored, refused, databaseUrl, metadataFolder, emptyFolder, optionsFor, watched }
}

/** Three flat DEBMAS IDocs, numbered 1 to 3. */
export const flat = [1, 2, 3].map((number) => flatDebmas({ docnum: number, customer: `471${number}`, name: 'Müller & Söhne' }))

/** The files in it, without what the channel itself puts there. */
export function namesIn(folder: string, below = ''): string[] {
  const names = readdirSync(join(folder, below)).sort()
  return names.filter((name) => !['work', 'done', 'failed'].includes(name) && !name.startsWith('.node-'))
}
