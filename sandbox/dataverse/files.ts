import { readFileSync, renameSync, writeFileSync } from 'node:fs'

/** The file's text; nothing when there is no such file. */
export function readOrUndefined(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** The whole text or none of it: a process that is killed meanwhile leaves what was there. */
export function writeWhole(file: string, text: string, mode: 0o600 | 0o644): void {
  const draft = `${file}.${process.pid}.draft`
  writeFileSync(draft, text, { mode, flush: true })
  renameSync(draft, file)
}
