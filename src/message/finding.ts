/** One line of what was found when a channel was looked at. */
export interface Finding {
  readonly ok: boolean
  /** It can be so, and most likely should not. */
  readonly isWarning?: boolean
  /** A sentence: what, which, and what to do. */
  readonly text: string
}
