import { exceededReply } from '../protection/exceeded.ts'
import { readLimits } from '../protection/limits.ts'
import { jsonReply, type Reply } from '../web-api/request.ts'
import type { PartFault } from './faults.ts'

/** What is answered where a fault answers. */
export function faultReply(fault: PartFault): Reply {
  if (fault.kind === 'throttle') return exceededReply(fault.limit, documented, fault.retryAfter)
  const retry = fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) }
  return jsonReply(fault.status, { error: { code: fault.code, message: fault.message } }, retry)
}

const documented = readLimits({})
