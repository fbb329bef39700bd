import { Unavailable } from '../../message/errors.ts'
import type { Trying } from './patiently.ts'

/** Creates what is to be there once: a try whose answer was lost may have made it, so before and after another one it is looked for. */
export async function createOnce(trying: Trying, create: () => Promise<void>, isThere: () => Promise<boolean>): Promise<void> {
  let tries = 0
  await trying(async () => {
    if (tries++ > 0 && (await isThere())) return
    try {
      await create()
    } catch (error) {
      // Refused, because what the try before it had begun is done by now.
      if (tries > 1 && !(error instanceof Unavailable) && (await isThere())) return
      throw error
    }
  })
}
