import { closeSync, openSync, readSync } from 'node:fs'
import { isXi } from '../xi/is-xi.ts'

/** Whether a file holds an XI message and not IDoc XML. */
export function isXiFile(file: string): boolean {
  return isXi(startOf(file), '')
}

/** As much of a file as tells what it is. */
export function startOf(file: string): Uint8Array {
  const start = Buffer.alloc(65_536)
  const opened = openSync(file, 'r')
  try {
    return start.subarray(0, readSync(opened, start))
  } finally {
    closeSync(opened)
  }
}
