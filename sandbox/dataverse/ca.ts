import { createPrivateKey, X509Certificate } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { readOrUndefined, writeWhole } from './files.ts'
import { type Identity, issueAuthority, issueServer } from './issue-certificate.ts'

export interface Tls {
  /** PEM, for the server. */
  readonly key: string
  readonly cert: string
  /** Where clients find the certificate of the authority that vouches for it. */
  readonly caFile: string
}

/**
 * The sandbox's certificate for localhost, and the authority of its own that vouches for it. Both stay the same from
 * start to start, until they are about to expire or cannot be read; so a client has to be told only once whom to trust.
 */
export async function tlsFor(folder: string): Promise<Tls> {
  const home = join(folder, 'sandbox-dataverse')
  mkdirSync(home, { recursive: true, mode: 0o700 })
  const caFile = join(folder, 'sandbox-ca.pem')
  const authority = read(home, 'ca') ?? keep(home, 'ca', await issueAuthority())
  // Written at each start: somebody may have deleted it.
  writeWhole(caFile, authority.pem, 0o644)
  const kept = read(home, 'server')
  const isVouchedFor = kept?.certificate.verify(authority.certificate.publicKey) ?? false
  const server = kept !== undefined && isVouchedFor ? kept : keep(home, 'server', await issueServer(authority))
  return { key: server.keyPem, cert: server.pem, caFile }
}

const month = 30 * 24 * 60 * 60 * 1000

/** Gives nothing when there is none, it cannot be used, or a month is all it has left. */
function read(home: string, name: string): Identity | undefined {
  const keyPem = readOrUndefined(keyFile(home, name))
  const pem = readOrUndefined(certificateFile(home, name))
  if (keyPem === undefined || pem === undefined) return undefined
  try {
    const key = createPrivateKey(keyPem)
    const certificate = new X509Certificate(pem)
    const isLasting = certificate.validToDate.getTime() > Date.now() + month
    // A kill between the two writes leaves a key beside another one's certificate.
    return isLasting && certificate.checkPrivateKey(key) ? { pem, keyPem, key, certificate } : undefined
  } catch {
    return undefined
  }
}

function keep(home: string, name: string, identity: Identity): Identity {
  writeWhole(keyFile(home, name), identity.keyPem, 0o600)
  writeWhole(certificateFile(home, name), identity.pem, 0o644)
  return identity
}

function keyFile(home: string, name: string): string {
  return join(home, `${name}.key.pem`)
}

function certificateFile(home: string, name: string): string {
  return join(home, `${name}.pem`)
}
