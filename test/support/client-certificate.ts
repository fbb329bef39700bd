import 'reflect-metadata'
import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { X509CertificateGenerator } from '@peculiar/x509'

/** A certificate as one uploads it to an app registration: it vouches for itself, and its key is RSA. */
export async function clientCertificate(name: string): Promise<{ pem: string; key: string; certificate: X509Certificate }> {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
  const generated = await X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name,
    notBefore: new Date(Date.now() - 86_400_000),
    notAfter: new Date(Date.now() + 86_400_000),
    signingAlgorithm: algorithm,
    keys: {
      publicKey: publicKey.toCryptoKey(algorithm, true, ['verify']),
      privateKey: privateKey.toCryptoKey(algorithm, false, ['sign']),
    },
  })
  const pem = generated.toString('pem')
  return { pem, key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), certificate: new X509Certificate(pem) }
}
