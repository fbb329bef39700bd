import type { Environment } from '../../environment.ts'
import type { Row } from '../../row.ts'
import type { Given } from '../read-body.ts'
import type { Values } from '../row-values.ts'

/** A row that is about to be written. */
export interface Draft {
  readonly environment: Environment
  readonly id: string
  readonly values: Values
  readonly given: Given
  /** As it stood; nothing when it is new. */
  readonly before: Row | undefined
}
