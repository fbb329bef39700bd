import { type IntegrationError, Misconfigured, Unavailable } from '../../message/errors.ts'

/**
 * What a failed connection means: a certificate nobody vouches for and a proxy that lets nobody through are settings, everything else passes.
 * @param isWrite what was asked for changes something, so that it matters whether it was done
 */
export function connectionError(error: unknown, host: string, isWrite = false): IntegrationError {
  const { code, text } = innermost(error)
  const proxySaid = tunnelFailure
    .exec(text)
    ?.slice(1)
    .find((status) => status !== undefined)
  if (proxySaid !== undefined) return proxyError(proxySaid, host, { code, cause: error })
  if (certificateCodes.test(`${code} ${text}`)) {
    return new Misconfigured(
      `${host}: its TLS certificate is not trusted (${text}). Name the PEM file of its authority in dataverse.caFile, or correct the address`,
      { code, cause: error },
    )
  }
  const sentence = !isLost(code, text)
    ? `${host} cannot be reached (${text}). It is tried again`
    : isWrite
      ? `${host} was reached, but the connection ended before the whole answer was there (${text}). Whether it was done is not known, and every write may be repeated. It is tried again`
      : `${host} was reached, but the connection ended before the whole answer was there (${text}). It is tried again`
  return new Unavailable(sentence, { code, cause: error, isOfTheWay: true })
}

function proxyError(status: string, host: string, more: { code: string | undefined; cause: unknown }): IntegrationError {
  if (status === '407') {
    return new Misconfigured(
      'The proxy of HTTPS_PROXY wants user and password, or others: http://user:password@host:port (407)',
      more,
    )
  }
  if (status === '401' || status === '403') {
    return new Misconfigured(
      `${host}: the proxy of HTTPS_PROXY does not let us through (${status}); have it allowed there, or name it in NO_PROXY`,
      more,
    )
  }
  return new Unavailable(`${host}: the proxy of HTTPS_PROXY does not reach it (${status}). It is tried again`, {
    ...more,
    isOfTheWay: true,
  })
}

/** The request may have been sent: the connection ended, or the time was up, before the answer was all there. */
function isLost(code = '', text: string): boolean {
  return /^(UND_ERR_(SOCKET|HEADERS_TIMEOUT|BODY_TIMEOUT)|ECONNRESET|EPIPE|HPE_)/.test(code) && !/before secure TLS/.test(text)
}

/** How undici and Node.js tell that CONNECT was refused (RFC 9110, 9.3.6). */
const tunnelFailure = /^Proxy response \((\d{3})\)|tunnel .*?HTTP\/\d\.\d (\d{3})/s

/** True when no connection came about at all, so that the next request would fare no better. */
export function isUnreachable(error: IntegrationError): boolean {
  return (
    error instanceof Unavailable &&
    /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|E(HOST|NET)UNREACH|UND_ERR_CONNECT)/.test(error.code ?? '')
  )
}

const certificateCodes =
  /SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|CERT_|ERR_TLS|ERR_SSL|self[- ]signed certificate|unable to verify the first|unable to get (local )?issuer|certificate has expired|wrong version number/i

/** Node.js adds what to do about a certificate; here that is another thing. */
const adviceOfNode = /; if the root CA is installed locally, try running Node\.js with --use-system-ca/

/** Libraries wrap the socket's error several times; the innermost one says what happened. */
function innermost(error: unknown): { code: string | undefined; text: string } {
  let found: unknown = error
  for (;;) {
    if (found instanceof AggregateError && found.errors.length > 0) found = found.errors[0]
    else if (found instanceof Error && found.cause instanceof Error) found = found.cause
    else break
  }
  const code = found instanceof Error && 'code' in found && typeof found.code === 'string' ? found.code : undefined
  const text = found instanceof Error ? found.message || String(code) : String(found)
  return { code, text: text.replace(adviceOfNode, '') }
}
