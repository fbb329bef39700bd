import type { Value } from '../row.ts'

export type Values = Record<string, Value>
