import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { apiServer } from '../../test/support/api-server.ts'
import { asAdmin } from '../../test/support/credentials.ts'
import { freshDatabase } from '../../test/support/database.ts'
import { connect } from '../store/connect.ts'

test('an access token lets in whom it names, for what its roles allow', async (t) => {
  const { ask, token } = await server(t)
  for (const [method, url, role, status] of [
    ['GET', '/api/messages', 'Landbridge.Read', 200],
    ['GET', '/api/messages', 'Landbridge.Operate', 200],
    ['GET', '/api/messages', 'Landbridge.Crm', 403],
    ['GET', '/api/messages', 'Landbridge.PersonalData', 403],
    ['GET', '/api/messages', 'Landbridge.Administer', 200],
    ['POST', '/api/messages/1/restart', 'Landbridge.Read', 403],
    ['POST', '/api/messages/1/restart', 'Landbridge.Operate', 404],
    ['POST', '/api/crm/v1/products/check', 'Landbridge.Crm', 200],
    ['POST', '/api/crm/v1/products/check', 'Landbridge.Read', 403],
  ] as const) {
    const answer = await ask(method, url, `Bearer ${await token({ roles: [role] })}`)
    assert.equal(answer.statusCode, status, `${method} ${url} with ${role}: ${answer.body}`)
  }
  const { body } = await ask('POST', '/api/messages/1/restart', `Bearer ${await token({ roles: ['Landbridge.Read'] })}`)
  assert.match(body, /operator@example\.test may not operate.*They have viewer; it takes operator or administrator/s)
})

test('user and password go on beside tokens', async (t) => {
  const { ask } = await server(t)
  assert.equal((await ask('GET', '/api/messages', asAdmin.authorization)).statusCode, 200)
  const without = await ask('GET', '/api/messages', '')
  assert.equal(without.statusCode, 401)
  assert.match(without.body, /or send an access token \(oauth\)/)
})

test('a token of another issuer, for another API, expired, or signed by somebody else is not taken', async (t) => {
  const { ask, token } = await server(t)
  const operate = { roles: ['Landbridge.Operate'] }
  for (const [claim, wrong, says] of [
    ['issuer', { ...operate, iss: 'http://127.0.0.1:1/other' }, /unexpected \\"iss\\" claim/],
    ['audience', { ...operate, aud: 'api://other' }, /unexpected \\"aud\\" claim/],
    ['time', { ...operate, exp: 1_700_000_000 }, /\\"exp\\" claim timestamp check failed/],
  ] as const) {
    const answer = await ask('GET', '/api/messages', `Bearer ${await token(wrong)}`)
    assert.equal(answer.statusCode, 401, claim)
    assert.match(answer.body, says)
  }
  const { privateKey } = await generateKeyPair('RS256')
  const forged = await ask('GET', '/api/messages', `Bearer ${await token(operate, privateKey)}`)
  assert.equal(forged.statusCode, 401)
  assert.equal((await ask('GET', '/api/messages', 'Bearer nonsense')).statusCode, 401)
})

test('an issuer that is away is 503, and is asked again', async (t) => {
  const { ask, token, issuer } = await server(t)
  issuer.isAway = true
  const header = `Bearer ${await token({ roles: ['Landbridge.Read'] })}`
  const away = await ask('GET', '/api/messages', header)
  assert.equal(away.statusCode, 503)
  assert.match(away.body, /openid-configuration answered 500.*oauth\.issuer/s)
  issuer.isAway = false
  assert.equal((await ask('GET', '/api/messages', header)).statusCode, 200)
})

/** The API, and an issuer of tokens as Microsoft Entra ID is one. */
async function server(t: TestContext) {
  const { publicKey, privateKey } = await generateKeyPair('RS256')
  const issuer = { isAway: false }
  const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256' }] }
  const identity = createServer((request, response) => {
    if (issuer.isAway) return response.writeHead(500).end()
    const address = `http://${request.headers.host}`
    response.setHeader('content-type', 'application/json')
    return response.end(JSON.stringify(request.url?.startsWith('/keys') ? keys : { jwks_uri: `${address}/keys` }))
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => identity.once('listening', resolve))
  const url = `http://127.0.0.1:${(identity.address() as AddressInfo).port}/tenant/v2.0`
  const database = await freshDatabase()
  const sql = connect(database.url, { max: 2 })
  const { server } = await apiServer(sql, { oauth: { issuer: url, audience: 'api://landbridge' } })
  t.after(async () => {
    await server.close()
    await sql.end()
    await database.drop()
    identity.close()
  })
  const now = Math.floor(Date.now() / 1000)
  return {
    issuer,
    ask: (method: 'GET' | 'POST', path: string, authorization: string) =>
      server.inject({
        method,
        url: path,
        headers: { authorization },
        ...(path.includes('crm') ? { payload: { product: '1' } } : {}),
      }),
    token: (claims: Record<string, unknown>, key = privateKey) =>
      new SignJWT({ iss: url, aud: 'api://landbridge', exp: now + 300, preferred_username: 'operator@example.test', ...claims })
        .setProtectedHeader({ alg: 'RS256', kid: 'one' })
        .sign(key),
  }
}
