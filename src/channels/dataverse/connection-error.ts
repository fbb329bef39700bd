import { type IntegrationError, Misconfigured, Unavailable } from '../../message/errors.ts'

/** What a failed connection means: a certificate nobody vouches for is a setting, everything else passes. */
export function connectionError(error: unknown, host: string): IntegrationError {
  const { code, text } = innermost(error)
  if (certificateCodes.test(`${code} ${text}`)) {
    return new Misconfigured(
      `The TLS certificate of ${host} is not trusted (${text}). Name the PEM file of its authority in dataverse.caFile, or correct the address`,
      { code, cause: error },
    )
  }
  return new Unavailable(`${host} cannot be reached (${text}). It is tried again`, { code, cause: error })
}

/** True when no connection came about at all, so that the next request would fare no better. */
export function isUnreachable(error: IntegrationError): boolean {
  return (
    error instanceof Unavailable &&
    /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|E(HOST|NET)UNREACH|UND_ERR_CONNECT)/.test(error.code ?? '')
  )
}

const certificateCodes =
  /SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|CERT_|ERR_TLS|ERR_SSL|self[- ]signed certificate|unable to verify the first|unable to get (local )?issuer|certificate has expired|wrong version number/i

/** Libraries wrap the socket's error several times; the innermost one says what happened. */
function innermost(error: unknown): { code: string | undefined; text: string } {
  let found: unknown = error
  for (;;) {
    if (found instanceof AggregateError && found.errors.length > 0) found = found.errors[0]
    else if (found instanceof Error && found.cause instanceof Error) found = found.cause
    else break
  }
  const code = found instanceof Error && 'code' in found && typeof found.code === 'string' ? found.code : undefined
  return { code, text: found instanceof Error ? found.message || String(code) : String(found) }
}
