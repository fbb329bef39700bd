import type { ObjectWrites, Receiver } from '../message/write.ts'

/** A Dynamics 365 environment that is written to. */
export interface NamedReceiver {
  readonly channel: Receiver
  /** How rows are found: by alternate key, or by a look before each write where the environment has no keys. */
  readonly match: ObjectWrites['match']
}

/** The receivers of the settings by name; there is always one. */
export type Receivers = ReadonlyMap<string, NamedReceiver>
