/**
 * The same answer for everybody who asks within that time, so that many open pages ask the database no more often than one. Whoever comes
 * while it is being made waits for it; an error is kept for nobody who comes later.
 */
export function sharedAnswer<T>(milliseconds: number, make: () => Promise<T>): () => Promise<T> {
  let made: { readonly answer: Promise<T>; readonly until: number } | undefined
  return () => {
    if (made !== undefined && made.until > performance.now()) return made.answer
    const answer = make()
    made = { answer, until: performance.now() + milliseconds }
    answer.catch(() => {
      made = undefined
    })
    return answer
  }
}
