/**
 * Asks again only when the last time was answered; who asks meanwhile gets that answer. What is asked now and then, by us or by whoever watches
 * us, is asked all night, also of a database that stands still.
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
