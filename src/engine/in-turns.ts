import { setImmediate as otherWork } from 'node:timers/promises'

/** Does something for each of many, and every few of them lets other work have its turn: who waits for an answer meanwhile waits for a few, not for all. */
export async function inTurns<T, Result>(items: readonly T[], work: (item: T) => Result): Promise<Result[]> {
  const results: Result[] = []
  for (const item of items) {
    if (results.length > 0 && results.length % few === 0) await otherWork()
    results.push(work(item))
  }
  return results
}

const few = 10
