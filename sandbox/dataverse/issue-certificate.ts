// @peculiar/x509 expects this to be loaded before it.
import 'reflect-metadata'
import { createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, X509Certificate } from 'node:crypto'
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509'

/** A certificate and its private key, each also as PEM. */
export interface Identity {
  readonly pem: string
  readonly keyPem: string
  readonly key: KeyObject
  readonly certificate: X509Certificate
}

/** A certificate authority that may vouch for servers only, valid ten years. */
export function issueAuthority(): Promise<Identity> {
  return issue({
    subject: 'CN=Landbridge sandbox authority',
    days: 3650,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ],
  })
}

/** A certificate for this machine as it calls itself, valid as long as browsers take one. */
export function issueServer(authority: Identity): Promise<Identity> {
  return issue({
    subject: 'CN=localhost',
    days: 397,
    authority,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension([
        { type: 'dns', value: 'localhost' },
        { type: 'ip', value: '127.0.0.1' },
        { type: 'ip', value: '::1' },
      ]),
    ],
  })
}

interface Request {
  readonly subject: string
  readonly days: number
  readonly extensions: Extension[]
  /** Without one it vouches for itself. */
  readonly authority?: Identity
}

const day = 24 * 60 * 60 * 1000
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }

async function issue({ subject, days, extensions, authority }: Request): Promise<Identity> {
  const { publicKey, privateKey: key } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const signingKey = authority?.key ?? key
  const generated = await X509CertificateGenerator.create({
    // The leading 4 keeps the number positive, whatever the random bits are.
    serialNumber: `4${randomBytes(16).toString('hex').slice(1)}`,
    subject,
    issuer: authority?.certificate.subject ?? subject,
    // The clock of a virtual machine may be behind.
    notBefore: new Date(Date.now() - day),
    notAfter: new Date(Date.now() + (days - 1) * day),
    publicKey: publicOf(publicKey),
    signingKey: signingKey.toCryptoKey(algorithm, false, ['sign']),
    signingAlgorithm: algorithm,
    extensions: [
      ...extensions,
      await SubjectKeyIdentifierExtension.create(publicOf(publicKey)),
      await AuthorityKeyIdentifierExtension.create(publicOf(createPublicKey(signingKey))),
    ],
  })
  const pem = `${generated.toString('pem').trim()}\n`
  const keyPem = key.export({ type: 'pkcs8', format: 'pem' }).toString()
  return { pem, keyPem, key, certificate: new X509Certificate(pem) }
}

function publicOf(key: KeyObject) {
  return key.toCryptoKey(algorithm, true, ['verify'])
}
