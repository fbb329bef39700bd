/** What was asked for, or this error when it takes longer; what was asked for goes on. */
export async function noLongerThan<Answer>(milliseconds: number, asked: Promise<Answer>, late: () => Error): Promise<Answer> {
  const timeout = Promise.withResolvers<never>()
  const timer = setTimeout(() => timeout.reject(late()), milliseconds)
  try {
    return await Promise.race([asked, timeout.promise])
  } finally {
    clearTimeout(timer)
  }
}
