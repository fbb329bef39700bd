import { closeSync, openSync, readSync } from 'node:fs'
import { isXi } from '../xi/is-xi.ts'

/** Whether a file holds an XI message and not IDoc XML. */
export function isXiFile(file: string): boolean {
  const start = Buffer.alloc(65_536)
  const opened = openSync(file, 'r')
  try {
    return isXi(start.subarray(0, readSync(opened, start)), '')
  } finally {
    closeSync(opened)
  }
}
