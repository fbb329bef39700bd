import type { Row, Value } from './row.ts'

/** Something that happened to a row and that steps may be registered for. */
export interface RowEvent {
  readonly message: 'Create' | 'Update' | 'Delete'
  readonly table: string
  readonly id: string
  readonly before: Row | undefined
  readonly after: Row | undefined
  /** What was sent: those columns count as changed, also with the value they had. */
  readonly given: Readonly<Record<string, Value | null>>
  /** The systemuser who did it. */
  readonly userId: string
}
