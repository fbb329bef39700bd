/** When a batch of deliveries came how far. */
export interface Course {
  readonly begunAt: Date
  /** Mapped, and compared with what the records hold. */
  readonly plannedAt: Date
  /** The receivers answered. */
  readonly sentAt: Date
  readonly settledAt: Date
}
