import { AuthorizationResponseError, ClientError, ResponseBodyError } from 'openid-client'

/** Why somebody was not signed in; each kind has its sentence, with the next step, on the sign-in page. */
export const refusalKinds = [
  'away',
  'denied',
  'stale',
  'clock',
  'not-ours',
  'misconfigured',
  'no-role',
  'too-many',
  'trouble',
] as const

type RefusalKind = (typeof refusalKinds)[number]

/** Somebody was not signed in. Its message is for the log; it names no code, token or secret. */
export class SignInRefused extends Error {
  override name = 'SignInRefused'
  readonly kind: RefusalKind
  /** What the provider calls it, such as `access_denied` or `AADSTS7000215`. */
  readonly code: string | undefined
  /** Who it is about, where the provider said so. */
  readonly about: string | undefined

  constructor(
    kind: RefusalKind,
    message: string,
    { code, about, cause }: { code?: string | undefined; about?: string; cause?: unknown } = {},
  ) {
    super(message, { cause })
    this.kind = kind
    this.code = code
    this.about = about
  }
}

/** What an error on the way to the provider or of its answer means. */
export function refusalOf(error: unknown): SignInRefused {
  if (error instanceof SignInRefused) return error
  // Thrown by us while the library asked.
  if (error instanceof Error && error.cause instanceof SignInRefused) return error.cause
  if (error instanceof AuthorizationResponseError || error instanceof ResponseBodyError) return answered(error)
  if (error instanceof ClientError) return unexpected(error)
  const { message, cause } = error as Error
  // How fetch says that there is nobody.
  if (error instanceof TypeError && message === 'fetch failed') {
    return new SignInRefused('away', `it cannot be reached: ${cause instanceof Error ? cause.message : message}`, {
      cause: error,
    })
  }
  return new SignInRefused('trouble', message, { cause: error })
}

/** The provider says no itself, in the browser (RFC 6749, 4.1.2.1) or at its token endpoint (5.2). */
function answered(error: AuthorizationResponseError | ResponseBodyError): SignInRefused {
  const { error: name, error_description: description = '' } = error
  const code = /\bAADSTS\d+/.exec(description)?.[0] ?? /^[\w.-]{1,60}$/.exec(name)?.[0]
  const kind = error instanceof ResponseBodyError && error.status >= 500 ? 'away' : (kinds[name] ?? 'denied')
  return new SignInRefused(kind, `it answered ${name}: ${description.slice(0, 300)}`, { code, cause: error })
}

const kinds: Readonly<Record<string, RefusalKind>> = {
  temporarily_unavailable: 'away',
  server_error: 'away',
  invalid_client: 'misconfigured',
  unauthorized_client: 'misconfigured',
  unsupported_response_type: 'misconfigured',
  invalid_scope: 'misconfigured',
  invalid_request: 'misconfigured',
  // The code is used up or too old, or belongs to another sign-in.
  invalid_grant: 'stale',
}

/** Its answer is not one that we take. */
function unexpected(error: ClientError): SignInRefused {
  const { code, cause } = error
  const because = cause instanceof Error ? cause.message : error.message
  const claim = ((cause as Error | undefined)?.cause as { claim?: unknown } | undefined)?.claim
  const named = typeof claim === 'string' ? claim : undefined
  if (code === 'OAUTH_TIMEOUT') return new SignInRefused('away', 'it does not answer within ten seconds', { cause: error })
  if (cause instanceof Response) return notConform(error, cause)
  if (code === 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED') return new SignInRefused('clock', because, { code: named, cause: error })
  if (/"state"/.test(because)) return new SignInRefused('stale', because, { cause: error })
  if (code === 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED') {
    return new SignInRefused('misconfigured', 'it calls itself otherwise than signIn.issuer', { code: 'issuer', cause: error })
  }
  return new SignInRefused('not-ours', because, { code: named ?? (/"iss"/.test(because) ? 'iss' : undefined), cause: error })
}

function notConform(error: ClientError, { status, url }: Response): SignInRefused {
  const kind = status >= 500 || status === 429 ? 'away' : 'misconfigured'
  return new SignInRefused(kind, `${url.split('?')[0]} answered ${status}`, { code: `HTTP ${status}`, cause: error })
}
