import { z } from 'zod'
import { readInput } from './read-input.ts'

/** Throws one sentence that says what is wrong with it. */
export function readFault(input: unknown): Fault {
  const fault = readInput(schema, input, 'The fault')
  if (fault.rate !== undefined && fault.next !== undefined) throw new Error('A fault goes by rate or by next, not by both')
  return fault
}

export type Fault = z.output<typeof schema>

const whom = {
  /** The share of requests it hits, 0 to 1; all of them when neither `rate` nor `next` is given. */
  rate: z.number().min(0).max(1).optional(),
  /** It hits this many requests, and is over. */
  next: z.int().min(1).optional(),
  /** Logical name; only requests of this table. */
  table: z.string().min(1).optional(),
  method: z.enum(['GET', 'POST', 'PATCH', 'PUT', 'DELETE']).optional(),
}

/** It hits single requests within batches, and answers in their place; other requests it leaves alone. */
const part = z.literal(true).optional()

const kinds = [
  'throttle',
  'latency',
  'error',
  'drop-before-commit',
  'drop-after-commit',
  'hang-before-commit',
  'hang-after-commit',
]

const schema = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      kind: z.literal('throttle'),
      limit: z.enum(['requests', 'time', 'concurrency']).default('requests'),
      retryAfter: z.number().min(0).max(3600).default(1),
      part,
      ...whom,
    }),
    z.strictObject({ kind: z.literal('latency'), milliseconds: z.int().min(0).max(600_000).default(1000), ...whom }),
    z.strictObject({
      kind: z.literal('error'),
      status: z.int().min(400).max(599).default(500),
      code: z.string().default('0x80040216'),
      message: z.string().default('An unexpected error occurred.'),
      retryAfter: z.number().min(0).max(3600).optional(),
      part,
      ...whom,
    }),
    z.strictObject({ kind: z.literal('drop-before-commit'), ...whom }),
    z.strictObject({ kind: z.literal('drop-after-commit'), ...whom }),
    z.strictObject({
      kind: z.literal('hang-before-commit'),
      milliseconds: z.int().min(0).max(600_000).default(240_000),
      ...whom,
    }),
    z.strictObject({ kind: z.literal('hang-after-commit'), milliseconds: z.int().min(0).max(600_000).default(240_000), ...whom }),
  ],
  { error: `kind must be one of ${kinds.join(', ')}` },
)
