import { noValueMappings } from './value-mappings.ts'

/** What a document does not say of itself: what the settings say of the system that sent it, and of the interface that reads it. */
export interface Conventions {
  /** IANA time zone by logical system (SNDPRN, or the XI sender service); one that is not named sends UTC. */
  readonly timeZones: Readonly<Record<string, string>>
  /**
   * `true`: amounts have the decimals of their currency, as SAP's own IDocs and typed proxies send them. `two-decimals`: they stand as SAP's
   * database holds them, with two decimals whatever the currency (1000 yen as `10.00`), as programs of one's own often send them.
   */
  readonly amounts: 'true' | 'two-decimals'
  /**
   * What a segment with MSGFN 004 holds. `whole`: all its fields, as SAP's own programs fill it when they send changes, and NODATA (`/`) where a
   * reduced message type leaves one out; a field it lacks is empty. `partial`: perhaps no more than what changed, as programs of one's own
   * fill it; a field it lacks says nothing.
   */
  readonly changedSegments: 'partial' | 'whole'
}

export const usualConventions: Conventions = { timeZones: {}, amounts: 'true', changedSegments: 'partial' }

/** The time zone a document's dates and times are in. */
export function timeZoneOf(header: Readonly<Record<string, string>>, { timeZones }: Conventions): string {
  return timeZones[header.SNDPRN ?? header.SenderService ?? ''] ?? 'UTC'
}

/** A reading of nothing, for questions that are asked of a document as it stands. */
export const noneOf = { valueMappings: noValueMappings, conventions: usualConventions, warn() {} }
