/** What people are told of. */
export const alertRules = ['held', 'paused', 'backlog', 'answers', 'errors', 'credential', 'refused', 'database'] as const
export type AlertRule = (typeof alertRules)[number]

/** What trouble is about; the database, HTTPS and tokens are about neither. */
export type About = { readonly interface: string } | { readonly channel: string } | Record<never, never>

/** Trouble there is now. */
export interface Trouble {
  readonly rule: AlertRule
  /** What it is about, e.g. an interface; with the rule it says whether two are the same trouble. */
  readonly subject: string
  /** A sentence: what, which, and what to do. */
  readonly text: string
  readonly about: About
}

/** One line of what is told: trouble that began, or that is over. */
export interface AlertLine extends Omit<Trouble, 'about'> {
  readonly since: Date
  /** Where the monitor shows it; nothing where the settings do not say its address. */
  readonly link: string | undefined
}

/** What one target is told at once. */
export interface AlertNews {
  readonly begun: readonly AlertLine[]
  readonly over: readonly AlertLine[]
  /** Somebody tries whether it arrives. */
  readonly isTest: boolean
}

/** A way to tell people. */
export interface AlertChannel {
  /** Such as `email` or `teams/operations`. */
  readonly name: string
  /** Where it goes, for people; no secret. */
  readonly to: string
  /** @throws {Unavailable} it did not arrive for certain */
  send(news: AlertNews): Promise<void>
}

/** Of which trouble somebody is told; of all of it where nothing is said. */
export interface AlertLimits {
  readonly rules?: readonly AlertRule[] | undefined
  readonly interfaces?: Names | undefined
  readonly channels?: Names | undefined
}

type Names = 'all' | readonly string[]

/** Somebody who is told of trouble. */
export interface AlertTarget extends AlertChannel {
  readonly limits: AlertLimits
}

/** Something that ends on a known day and must be made anew before. */
export interface Credential {
  /** What an alert is about: the name of a channel, or `sign-in`. */
  readonly subject: string
  /** As a sentence calls what it is for: `the channel dataverse`. */
  readonly of: string
  readonly about: About
  readonly end: Date
}
