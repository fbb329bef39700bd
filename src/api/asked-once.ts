/**
 * Asks again only when the last time was answered; who asks meanwhile gets that answer. Whoever watches us looks all night, also at a
 * database that stands still.
 */
export function askedOnce<Answer>(ask: () => Promise<Answer>): () => Promise<Answer> {
  let asked: Promise<Answer> | undefined
  return () => {
    asked ??= ask().finally(() => {
      asked = undefined
    })
    return asked
  }
}
