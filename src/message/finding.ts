/** One line of what was found when a channel was looked at. */
export interface Finding {
  readonly ok: boolean
  /** A sentence: what, which, and what to do. */
  readonly text: string
}
