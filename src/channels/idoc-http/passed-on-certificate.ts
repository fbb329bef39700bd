import { X509Certificate } from 'node:crypto'

/**
 * The client certificate that a proxy passes on in a header, in whichever form: percent-encoded PEM (nginx, Apache, Azure Application
 * Gateway), base64 of DER (SAP Web Dispatcher, HAProxy, Azure App Service, Traefik), that between colons (`Client-Cert` of RFC 9440), or as
 * `Cert` in `X-Forwarded-Client-Cert` of Envoy, of whose entries the last is that of the proxy next to us.
 * Nothing where the client showed none, for which Apache writes `(null)`.
 * @throws {Error} it is none that can be read
 */
export function passedOnCertificate(header: string): X509Certificate | undefined {
  const ofEnvoy = [...header.matchAll(/(?:^|[;,]) *Cert="([^"]*)"/gi)].at(-1)?.[1]
  const text = decodeURIComponent(ofEnvoy ?? header)
  if (text === '' || text === '(null)') return undefined
  // Of a chain the first is the client's own.
  const [base64 = ''] = /-----BEGIN CERTIFICATE-----([^-]+)/.exec(text)?.slice(1) ?? text.split(',')
  return new X509Certificate(Buffer.from(base64.replaceAll(/[\s:]/g, ''), 'base64'))
}
