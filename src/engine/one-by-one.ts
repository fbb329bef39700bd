/**
 * Does the work anew at each call, never twice at a time, so that what was read last is also what stays. A call comes back when work that
 * began after it is done.
 */
export function oneByOne(work: () => Promise<void>): () => Promise<void> {
  let last: Promise<void> = Promise.resolve()
  return () => {
    last = last.then(work, work)
    return last
  }
}
