import assert from 'node:assert/strict'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import type { Call, Reply } from '../../sandbox/dataverse/call.ts'
import { AccessTokens } from '../../sandbox/dataverse/entra/access-tokens.ts'
import { callerOf } from '../../sandbox/dataverse/entra/caller.ts'
import { answerOfEntra, type Entra } from '../../sandbox/dataverse/entra/entra.ts'
import { Registrations } from '../../sandbox/dataverse/entra/registrations.ts'
import { temporaryFolder } from './temporary-folder.ts'

export const origin = 'https://localhost:8443'

/** Fields of the form; `null` takes one away. */
export type Form = Record<string, string | null>

/** The sandbox Entra ID with one app that is a user of the environment and one that is not. */
export function authority(t: TestContext, folder = temporaryFolder(t)): Entra {
  const landbridge = { clientId: 'landbridge', secret: 'landbridge-secret', objectId: 'o1', userId: 'user-of-landbridge' }
  const stranger = { clientId: 'stranger', secret: 'stranger-secret', objectId: 'o2', userId: undefined }
  return {
    registrations: new Registrations(['sandbox'], [landbridge, stranger], join(folder, 'certificates')),
    tokens: new AccessTokens(folder),
    isResource: (resource) => resource === origin,
  }
}

export function call(method: string, address: string, headers: Record<string, string>, body: string): Call {
  const url = new URL(address, origin)
  return { method, url, path: url.pathname, headers, remoteAddress: '127.0.0.1', body }
}

export function get(path: string): Call {
  return call('GET', path, {}, '')
}

/** Asks for a token with the secret, but for what the form says otherwise. */
export function post(path: string, form: Form, headers = {}): Call {
  const fields = new URLSearchParams()
  const whole: Form = {
    grant_type: 'client_credentials',
    client_id: 'landbridge',
    client_secret: 'landbridge-secret',
    scope: `${origin}/.default`,
    'x-client-SKU': 'ignored',
    ...form,
  }
  for (const [name, value] of Object.entries(whole)) if (value !== null) fields.set(name, value)
  return call('POST', path, headers, fields.toString())
}

/** Asks for a token, as `post`. */
export function ask(entra: Entra, form: Form, headers = {}): Reply {
  const reply = answerOfEntra(entra, post('/sandbox/oauth2/v2.0/token?client-request-id=1', form, headers))
  assert.ok(reply)
  return reply
}

/** A call of the Web API. */
export function api(token: string): Call {
  return call('GET', '/api/data/v9.2/WhoAmI', { authorization: `Bearer ${token}` }, '')
}

export function turnedAway(entra: Entra, asked: Call): Reply {
  const caller = callerOf(entra, asked)
  assert.ok('refused' in caller)
  return caller.refused
}

/** What a token claims. */
export function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
}
