/**
 * The first text in what was sent that is none: PostgreSQL keeps no NUL, and half a character of UTF-16 would be written to Dynamics 365
 * as another one. Tells where it stands.
 */
export function notText(given: unknown, path: readonly string[] = []): { path: readonly string[]; message: string } | undefined {
  if (typeof given === 'string') {
    if (given.includes('\0')) return { path, message: 'must not hold the character NUL' }
    return given.isWellFormed()
      ? undefined
      : { path, message: 'must not hold half a character (a surrogate without its other half)' }
  }
  if (typeof given !== 'object' || given === null) return undefined
  for (const [name, value] of Object.entries(given)) {
    const found = notText(name, path) ?? notText(value, [...path, name])
    if (found !== undefined) return found
  }
  return undefined
}
