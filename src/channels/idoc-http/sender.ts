import type { X509Certificate } from 'node:crypto'

/** A logical system that may send, and the user it signs in as: with a password, a client certificate, or either. */
export interface Sender {
  readonly system: string
  readonly user: string
  readonly password?: string
  readonly certificates?: readonly X509Certificate[]
}
