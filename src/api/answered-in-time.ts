/** What is asked of the database, or why it gave no answer within two seconds; what watches us does not wait longer. */
export async function answeredInTime<Answer>(ask: () => Promise<Answer>): Promise<Answer | Error> {
  const timeout = Promise.withResolvers<Error>()
  const timer = setTimeout(() => timeout.resolve(new Error('The database did not answer within 2 seconds')), 2000)
  try {
    return await Promise.race([ask().catch((error: Error) => error), timeout.promise])
  } finally {
    clearTimeout(timer)
  }
}
