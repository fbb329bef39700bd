import { z } from 'zod'
import { readInput } from '../control/read-input.ts'

/** Throws one sentence that says what is wrong with it. What is left out is as Microsoft documents it. */
export function readLimits(input: unknown): Limits {
  return readInput(schema, input, 'The limits')
}

/** Service protection limits, each for one user on one server (Microsoft: "Service protection API limits"). */
export type Limits = z.output<typeof schema>

const schema = z.strictObject({
  /** How many web servers the environment has; a trial has one. */
  servers: z.int().min(1).max(64).default(1),
  /** Within the window. */
  requests: z.int().min(1).default(6000),
  /** Of all requests within the window together. */
  executionMilliseconds: z.int().min(1).default(1_200_000),
  /** Under way at the same time. */
  concurrent: z.int().min(1).default(52),
  /** It slides. */
  windowSeconds: z.number().min(0.1).max(3600).default(300),
  /** How many requests at a time the service recommends. */
  dopHint: z.int().min(1).default(4),
  /** `one`: a batch is one request, as documented; `each`: each of its operations is, and 429 may stand in the midst of its answer. */
  batch: z.enum(['one', 'each']).default('one'),
})
