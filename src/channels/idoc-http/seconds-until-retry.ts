import { Unavailable } from '../../message/errors.ts'
import { RequestRefused } from './request-refused.ts'

const patienceSeconds = 30

/** For `Retry-After`: seconds after which it is worth sending again; undefined where waiting does not help. */
export function secondsUntilRetry(error: unknown): number | undefined {
  if (error instanceof Unavailable) return secondsOf(error) ?? patienceSeconds
  return error instanceof RequestRefused ? secondsOf(error) : undefined
}

function secondsOf({ retryAfter }: { readonly retryAfter: number | undefined }): number | undefined {
  return retryAfter === undefined ? undefined : Math.ceil(retryAfter / 1000)
}
