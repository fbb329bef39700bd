import type { DeliveryStatus } from './delivery-status.ts'

/** What became of a message while somebody waited for it. */
export interface AwaitedOutcome {
  /** Of its least finished delivery; `waiting`, `delivering` or `parked` when it took too long. */
  readonly status: DeliveryStatus
  /** The rows it stands for in Dynamics 365: logical name of the table, and GUID. */
  readonly rows: readonly { readonly table: string; readonly id: string }[]
  /** Why it is not delivered, a sentence for each delivery that says one. */
  readonly reason: string | undefined
}

/** Waits until nothing is left to do by itself for a message, or too much time has passed, or the signal says stop. */
export type AwaitOutcome = (messageId: string, stop: AbortSignal) => Promise<AwaitedOutcome>
