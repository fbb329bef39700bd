/** How rows of one interface are to be written, where it is not the usual way. */
export interface Manner {
  /** What is not to run: synchronous and asynchronous custom logic, Power Automate flows. Microsoft's own logic always runs. */
  readonly bypass?: readonly ('sync' | 'async' | 'flows')[] | undefined
  /** True: the environment's duplicate detection rules may refuse rows. */
  readonly detectDuplicates?: boolean | undefined
  /** Entra object id of the user in whose name rows are written. */
  readonly actAs?: string | undefined
}

/**
 * The headers that say so (Microsoft: "Use optional parameters", "Bypass custom Dataverse logic", "Impersonate another user using the
 * Web API"); nothing when all is as usual.
 */
export function headersOf({ bypass = [], detectDuplicates, actAs }: Manner): Readonly<Record<string, string>> | undefined {
  const logic = [...(bypass.includes('sync') ? ['CustomSync'] : []), ...(bypass.includes('async') ? ['CustomAsync'] : [])]
  const headers = {
    ...(logic.length === 0 ? {} : { 'MSCRM.BypassBusinessLogicExecution': logic.join(',') }),
    ...(bypass.includes('flows') ? { 'MSCRM.SuppressCallbackRegistrationExpanderJob': 'true' } : {}),
    ...(detectDuplicates === true ? { 'MSCRM.SuppressDuplicateDetection': 'false' } : {}),
    ...(actAs === undefined ? {} : { CallerObjectId: actAs }),
  }
  return Object.keys(headers).length === 0 ? undefined : headers
}
