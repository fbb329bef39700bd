import { join, relative, sep } from 'node:path'

/** From a folder to all that interfaces are written with, as an import names it. */
export function wayToInterface(folder: string): string {
  return relative(folder, join(import.meta.dirname, '..', 'interface.ts'))
    .split(sep)
    .join('/')
}

/** A text as TypeScript has it. */
export function quoted(text: string): string {
  return /['\\\n]/.test(text) ? JSON.stringify(text) : `'${text}'`
}
