import 'reflect-metadata'
import { generateKeyPairSync, type KeyObject, X509Certificate } from 'node:crypto'
import { X509CertificateGenerator } from '@peculiar/x509'

/** A certificate as one uploads it to an app registration: it vouches for itself. Its key is RSA where no curve is named; it is valid for `days` around now. */
export async function clientCertificate(
  name: string,
  { bits = 2048, curve, days = [-1, 1] }: { bits?: number; curve?: 'P-256' | 'P-384'; days?: [from: number, to: number] } = {},
): Promise<{ pem: string; key: string; certificate: X509Certificate }> {
  const { publicKey, privateKey } = keysOf(bits, curve)
  const algorithm =
    curve === undefined ? { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } : { name: 'ECDSA', hash: 'SHA-256', namedCurve: curve }
  const generated = await X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name,
    notBefore: inDays(days[0]),
    notAfter: inDays(days[1]),
    signingAlgorithm: algorithm,
    keys: {
      publicKey: publicKey.toCryptoKey(algorithm, true, ['verify']),
      privateKey: privateKey.toCryptoKey(algorithm, false, ['sign']),
    },
  })
  const pem = generated.toString('pem')
  return { pem, key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), certificate: new X509Certificate(pem) }
}

function inDays(days: number): Date {
  return new Date(Date.now() + days * 86_400_000)
}

function keysOf(bits: number, curve: string | undefined): { publicKey: KeyObject; privateKey: KeyObject } {
  if (curve === undefined) return generateKeyPairSync('rsa', { modulusLength: bits })
  return generateKeyPairSync('ec', { namedCurve: curve })
}
