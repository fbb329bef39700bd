import type { Accept } from '../../src/message/arrival.ts'

/** An engine that takes nothing, for this reason. */
export function failing(error: Error): Accept {
  return () => Promise.reject(error)
}
