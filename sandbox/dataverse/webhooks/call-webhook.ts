import type { Row } from '../row.ts'

/** How a call ended. */
export interface Outcome {
  /** Of the last answer; nothing when there was none. */
  readonly status: number | undefined
  readonly attempts: number
  /** Nothing when it succeeded. */
  readonly failure: { readonly code: number; readonly message: string } | undefined
}

/**
 * Posts once, and once more when the answer says that a gateway stood in the way; only the answer's status counts, 2xx is
 * success. `timeout` in milliseconds.
 */
export async function callWebhook(
  endpoint: Row['values'],
  headers: Readonly<Record<string, string>>,
  body: string,
  timeout: number,
): Promise<Outcome> {
  for (let attempts = 1; ; attempts++) {
    const status = await post(endpoint, headers, body, timeout)
    if (typeof status !== 'number') return { status: undefined, attempts, failure: failures[status] }
    if (status >= 200 && status < 300) return { status, attempts, failure: undefined }
    if (attempts > 1 || ![502, 503, 504].includes(status)) return { status, attempts, failure: failures.refused }
  }
}

/** Codes and words are Microsoft's. */
const failures = {
  refused: {
    code: 0x80050201 | 0,
    message:
      'The webhook call failed because the http request received non-success httpStatus code. Please check your webhook request handler.',
  },
  late: {
    code: 0x80050202 | 0,
    message:
      'The webhook call failed because the Http request timed out at client side. Please check your webhook request handler.',
  },
  unreachable: {
    code: 0x80050205 | 0,
    message: 'The webhook call failed during http post. Please check the exception for more details.',
  },
}

async function post(
  { url, authtype, authvalue }: Row['values'],
  headers: Readonly<Record<string, string>>,
  body: string,
  timeout: number,
): Promise<number | 'late' | 'unreachable'> {
  try {
    const pairs = pairsOf(String(authvalue ?? ''))
    const address = new URL(String(url ?? ''))
    if (authtype === 4) address.searchParams.set('code', String(authvalue ?? ''))
    if (authtype === 6) for (const [name, value] of pairs) address.searchParams.set(name, value)
    const answer = await fetch(address, {
      method: 'POST',
      headers: { ...headers, ...(authtype === 5 ? Object.fromEntries(pairs) : {}) },
      body,
      signal: AbortSignal.timeout(timeout),
    })
    await answer.body?.cancel()
    return answer.status
  } catch (error) {
    return (error as Error).name === 'TimeoutError' ? 'late' : 'unreachable'
  }
}

/** As the registration tool keeps them: `<settings><setting name="x" value="y"/></settings>`. */
function pairsOf(authvalue: string): [string, string][] {
  return [...authvalue.matchAll(/<setting\s+name="([^"]*)"\s+value="([^"]*)"\s*\/?>/g)].map(([, name = '', value = '']) => [
    name,
    value,
  ])
}
