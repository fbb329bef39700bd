export const hiddenMeans = 'There is a value, and who asks may not see personal data'

/** A value, or only that there is one. */
export function hiddenUnless(isShown: boolean, value: unknown): { value: unknown; hidden?: true } {
  return isShown || value === null ? { value } : { value: null, hidden: true }
}
