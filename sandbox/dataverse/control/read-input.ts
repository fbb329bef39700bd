import type { z } from 'zod'

/** What somebody sent, as it has to be. Throws one sentence that says what is wrong with it. */
export function readInput<Schema extends z.ZodType>(schema: Schema, input: unknown, what: string): z.output<Schema> {
  const read = schema.safeParse(input)
  if (read.success) return read.data
  const [issue] = read.error.issues
  throw new Error(`${issue?.path.join('.') || what}: ${issue?.message}`)
}
