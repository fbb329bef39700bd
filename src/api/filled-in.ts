import { z } from 'zod'

/** A text that people fill in: not empty, and of so many characters at most; says so in words that the monitor knows. */
export function filledIn(most: number, text: z.ZodString = z.string().trim()): z.ZodString {
  return text.min(1, 'must not be empty').max(most, `must have at most ${most} characters`)
}
