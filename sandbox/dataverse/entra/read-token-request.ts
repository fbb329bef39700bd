import { invalidScope, missingParameter, missingProof, scopeWithoutDefault, unsupportedGrant } from './refusal.ts'

/** Who asks for a token, and how it proves that. */
export type Proof = { clientId: string; secret: string } | { clientId: string; assertion: string }

const jwtBearer = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** From the form, or the secret from the Authorization header. Throws a Refusal. Fields it does not know are ignored. */
export function proofIn(form: URLSearchParams, authorization: string | undefined): Proof {
  const grant = needed(form, 'grant_type')
  if (grant !== 'client_credentials') throw unsupportedGrant(grant)
  const basic = basicIn(authorization)
  const clientId = basic?.clientId ?? needed(form, 'client_id')
  const assertion = form.get('client_assertion')
  if (assertion && form.get('client_assertion_type') === jwtBearer) return { clientId, assertion }
  const secret = basic?.secret ?? form.get('client_secret')
  if (!secret) throw missingProof()
  return { clientId, secret }
}

/** The resource whose `/.default` scope is asked for. Throws a Refusal. */
export function resourceIn(form: URLSearchParams): string {
  const scope = needed(form, 'scope')
  if (/\s/.test(scope.trim())) throw invalidScope(scope)
  if (!scope.trim().endsWith('/.default')) throw scopeWithoutDefault(scope)
  return scope.trim().slice(0, -'/.default'.length)
}

/** The resource as clients of version 1 name it. Throws a Refusal. */
export function namedResourceIn(form: URLSearchParams): string {
  return needed(form, 'resource')
}

function needed(form: URLSearchParams, name: string): string {
  const value = form.get(name)
  if (!value) throw missingParameter(name)
  return value
}

/** Both parts are form-encoded before they are joined (RFC 6749, 2.3.1). */
function basicIn(authorization: string | undefined): { clientId: string; secret: string } | undefined {
  const [, encoded] = /^Basic\s+([\w+/=-]+)$/i.exec(authorization ?? '') ?? []
  if (encoded === undefined) return undefined
  const [clientId = '', ...secret] = Buffer.from(encoded, 'base64').toString().split(':')
  const decode = (text: string) => new URLSearchParams(`part=${text}`).get('part') ?? ''
  return { clientId: decode(clientId), secret: decode(secret.join(':')) }
}
