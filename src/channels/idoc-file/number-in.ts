import { firstDocnum } from '../../idoc/first-docnum.ts'
import { chunksOf } from './chunks-of.ts'
import { type ClaimedFile, openClaimed } from './claim-file.ts'

/** DOCNUM of the first IDoc in a file, where it can be read. */
export async function numberIn(claimed: ClaimedFile): Promise<string | undefined> {
  try {
    await using file = await openClaimed(claimed)
    for await (const chunk of chunksOf(file)) return firstDocnum(chunk)
  } catch {
    // That it cannot be read is why it is refused.
  }
  return undefined
}
