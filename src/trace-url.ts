import type { Settings } from './settings/settings.ts'
import { traceIdOf } from './store/message-id.ts'

/** Where people see the trace of a message; nowhere unless traces are told of and the settings say where they are seen. */
export function traceUrl({ traces, traceUrl }: Settings): ((messageId: string) => string) | undefined {
  if (traces === undefined || traceUrl === undefined) return undefined
  return (messageId) => traceUrl.replaceAll('{traceId}', traceIdOf(messageId))
}
