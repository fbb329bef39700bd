import type { TokenCredentialOptions } from '@azure/identity'

type Policy = NonNullable<TokenCredentialOptions['additionalPolicies']>[number]['policy']

/**
 * Remembers what the authority answered last, or why it did not. The libraries on top turn a missing tenant, a
 * certificate they do not trust and a closed port all into one `endpoints_resolution_error`.
 */
export class AuthorityFailure {
  readonly policy: Policy
  #seen: Error | undefined

  constructor() {
    this.policy = {
      name: 'landbridge-authority-failure',
      sendRequest: async (request, next) => {
        try {
          const response = await next(request)
          this.#seen = response.status < 400 ? undefined : new Error(tell(response.status, response.bodyAsText ?? ''))
          return response
        } catch (error) {
          this.#seen = error instanceof Error ? error : new Error(String(error))
          throw error
        }
      },
    }
  }

  /** The error that says what happened, when it is known; otherwise the one the library threw. */
  insteadOf(thrown: unknown): unknown {
    return this.#seen === undefined ? thrown : new Error(this.#seen.message, { cause: this.#seen })
  }
}

function tell(status: number, body: string): string {
  try {
    const { error_description: description } = JSON.parse(body)
    if (typeof description === 'string') return description
  } catch {
    // Not Entra's JSON: the status has to do.
  }
  return `HTTP ${status}`
}
