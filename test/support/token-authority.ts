import 'reflect-metadata'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'
import {
  BasicConstraintsExtension,
  SubjectAlternativeNameExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509'

/** A token authority over TLS with a certificate of its own; `answer` is what the token endpoint tells. */
export async function tokenAuthority(t: TestContext, answer: (form: URLSearchParams) => { status: number; body: object }) {
  const { certificate, key } = await selfSigned()
  const ca = certificate.toString('pem')
  const asked: URLSearchParams[] = []
  const server = createServer({ key, cert: ca }, async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const isToken = request.method === 'POST'
    const form = new URLSearchParams(Buffer.concat(chunks).toString())
    if (isToken) asked.push(form)
    const { status, body } = isToken ? answer(form) : { status: 200, body: configuration(url) }
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const url = `https://localhost:${(server.address() as AddressInfo).port}`
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url, ca, asked, server, key }
}

function configuration(url: string): object {
  return {
    token_endpoint: `${url}/tenant/oauth2/v2.0/token`,
    authorization_endpoint: `${url}/tenant/oauth2/v2.0/authorize`,
    issuer: `${url}/tenant/v2.0`,
    jwks_uri: `${url}/tenant/discovery/v2.0/keys`,
  }
}

async function selfSigned(): Promise<{ certificate: X509Certificate; key: string }> {
  const algorithm = {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    publicExponent: new Uint8Array([1, 0, 1]),
    modulusLength: 2048,
  }
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: 'CN=localhost',
    notBefore: new Date(Date.now() - 86_400_000),
    notAfter: new Date(Date.now() + 86_400_000),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, undefined, true),
      new SubjectAlternativeNameExtension([{ type: 'dns', value: 'localhost' }]),
    ],
  })
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey))
  const key = `-----BEGIN PRIVATE KEY-----\n${der.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END PRIVATE KEY-----\n`
  return { certificate, key }
}
