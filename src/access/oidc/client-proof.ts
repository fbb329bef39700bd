import { createHash, createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { type ClientAuth, ClientSecretBasic, ClientSecretPost, modifyAssertion, PrivateKeyJwt } from 'openid-client'
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
    const { key, thumbprint } = readCertificate(path)
    const prove = PrivateKeyJwt(signingKey(key), {
      [modifyAssertion]: (header, payload) => {
        Object.assign(header, { 'x5t#S256': thumbprint })
        payload.aud = server.token_endpoint
      },
    })
    await prove(server, client, body, headers)
  }
}

interface Certificate {
  readonly key: KeyObject
  /** SHA-256 of its DER form, base64url (RFC 7515, 4.1.8). */
  readonly thumbprint: string
}

/** @param path of a PEM file with the certificate and its private key @throws {SignInRefused} it has not */
function readCertificate(path: string): Certificate {
  try {
    const pem = readFileSync(path, 'utf8')
    const { raw } = new X509Certificate(pem)
    return { key: createPrivateKey(pem), thumbprint: createHash('sha256').update(raw).digest('base64url') }
  } catch (error) {
    const message = `signIn.certificatePath names '${path}', which holds no certificate with its private key: ${(error as Error).message}`
    throw new SignInRefused('misconfigured', message, { code: 'certificatePath', cause: error })
  }
}

/** PS256 for RSA, ES256 for a curve: what Microsoft asks for, and what others take. */
function signingKey(key: KeyObject) {
  const algorithm = key.asymmetricKeyType === 'ec' ? { name: 'ECDSA', namedCurve: 'P-256' } : { name: 'RSA-PSS', hash: 'SHA-256' }
  return key.toCryptoKey(algorithm, false, ['sign'])
}
