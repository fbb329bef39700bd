import { createHash, type KeyObject, type X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { type ClientAuth, ClientSecretBasic, ClientSecretPost, modifyAssertion, PrivateKeyJwt } from 'openid-client'
import { type OwnCertificate, ownCertificate, unusableCertificate } from '../../message/own-certificate.ts'
import type { ProviderSettings } from './provider-settings.ts'
import { SignInRefused } from './refusal.ts'

type Proof = Pick<ProviderSettings, 'clientSecret' | 'clientAuthentication' | 'certificatePath'>

/** How a provider knows that it is Landbridge who asks: by a secret both have, or by a certificate's key that only we have. */
export function clientProof({ certificatePath, clientSecret = '', clientAuthentication }: Proof): ClientAuth {
  if (certificatePath !== undefined) return byCertificate(certificatePath)
  return (clientAuthentication === 'client_secret_basic' ? ClientSecretBasic : ClientSecretPost)(clientSecret)
}

/** What all nodes have of it and nobody else. */
export function sharedSecret({ certificatePath, clientSecret = '' }: Proof): string {
  if (certificatePath === undefined) return clientSecret
  return readCertificate(certificatePath).key.export({ type: 'pkcs8', format: 'pem' }).toString()
}

/**
 * Signs who we are (OpenID Connect Core 1.0, section 9, `private_key_jwt`; RFC 7523), with the certificate's thumbprint and for the token
 * endpoint, as Microsoft Entra ID wants it (Microsoft: "Microsoft identity platform application authentication certificate credentials").
 * The file is read each time, as it may have been exchanged.
 */
function byCertificate(path: string): ClientAuth {
  return async (server, client, body, headers) => {
    const { key, certificate } = readCertificate(path)
    const prove = PrivateKeyJwt(signingKey(key), {
      [modifyAssertion]: (header, payload) => {
        Object.assign(header, { 'x5t#S256': thumbprintOf(certificate) })
        payload.aud = server.token_endpoint
      },
    })
    await prove(server, client, body, headers)
  }
}

/** @param path of a PEM file with the certificate and its private key @throws {SignInRefused} it has not, or not any more */
function readCertificate(path: string): OwnCertificate {
  try {
    return ownCertificate(readFileSync(path, 'utf8'), 'RSA or P-256')
  } catch (error) {
    const message = unusableCertificate('signIn.certificatePath', path, error as Error)
    throw new SignInRefused('misconfigured', message, { code: 'certificatePath', cause: error })
  }
}

/** SHA-256 of its DER form, base64url (RFC 7515, 4.1.8). */
function thumbprintOf({ raw }: X509Certificate): string {
  return createHash('sha256').update(raw).digest('base64url')
}

/** PS256 for RSA, ES256 for a curve: what Microsoft asks for, and what others take. */
function signingKey(key: KeyObject) {
  const algorithm = key.asymmetricKeyType === 'ec' ? { name: 'ECDSA', namedCurve: 'P-256' } : { name: 'RSA-PSS', hash: 'SHA-256' }
  return key.toCryptoKey(algorithm, false, ['sign'])
}
