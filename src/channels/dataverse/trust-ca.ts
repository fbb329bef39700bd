import tls from 'node:tls'

/** Certificates to trust: the usual authorities, and besides them the private one whose PEM text is given. */
export function trustedAuthorities(ca: string | undefined): string[] | undefined {
  return ca === undefined ? undefined : [...tls.getCACertificates('default'), ca]
}
