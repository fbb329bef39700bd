import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** This machine's, or nothing. */
export function findChromium(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const names = ['chromium', 'chromium-browser', 'google-chrome']
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((file) => existsSync(file))
}

/** The sandbox of Chromium wants rights that containers do not have; it only sees our own pages. */
export const browserArguments = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage']
