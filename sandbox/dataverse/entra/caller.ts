import { type Call, type Reply, webApiError } from '../call.ts'
import type { Entra } from './entra.ts'

/** The systemuser a call of the Web API is made by, or the answer that turns the call away. */
export function callerOf({ registrations, tokens, isResource }: Entra, call: Call): { userId: string } | { refused: Reply } {
  const [, token] = /^Bearer\s+(\S+)$/i.exec(call.headers.authorization ?? '') ?? []
  if (token === undefined) return { refused: challenge(call, registrations.tenants[0]) }
  const clientId = tokens.appOf(token, isResource)
  if (clientId === undefined) return { refused: challenge(call, registrations.tenants[0], invalidToken) }
  const userId = registrations.app(clientId)?.userId
  if (userId !== undefined) return { userId }
  return { refused: webApiError(403, '0x80072560', 'The user is not a member of the organization.') }
}

const invalidToken = 'error=invalid_token, error_description=Error during token validation!, '

/** Tells where tokens are given; tools find the tenant by it. */
function challenge({ url }: Call, tenant = '', reason = ''): Reply {
  const where = `authorization_uri=${url.origin}/${tenant}/oauth2/authorize, resource_id=${url.origin}/`
  return {
    status: 401,
    headers: { 'www-authenticate': `Bearer ${reason}${where}`, 'content-type': 'text/plain; charset=utf-8' },
    body: 'HTTP Error 401 - Unauthorized: Access is denied',
  }
}
