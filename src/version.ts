import { readFileSync } from 'node:fs'

/** Of Landbridge, as its package says it, and what it is in a sentence. */
export const { version, description }: { version: string; description: string } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
)
