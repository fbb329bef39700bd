/** Why no token is given, with the number and the words Microsoft Entra ID has for it. */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly status: 400 | 401
  /** OAuth 2.0's word for it (RFC 6749, 5.2). */
  readonly error: string
  /** The number behind AADSTS. */
  readonly number: number

  constructor(status: 400 | 401, error: string, number: number, text: string) {
    super(text)
    this.status = status
    this.error = error
    this.number = number
  }

  /** The answer's body, as programs and people know it from Entra. */
  body(traceId: string, correlationId: string, now: Date): object {
    const timestamp = `${now.toISOString().slice(0, 19).replace('T', ' ')}Z`
    return {
      error: this.error,
      error_description: `AADSTS${this.number}: ${this.message}\r\nTrace ID: ${traceId}\r\nCorrelation ID: ${correlationId}\r\nTimestamp: ${timestamp}`,
      error_codes: [this.number],
      timestamp,
      trace_id: traceId,
      correlation_id: correlationId,
      error_uri: `https://login.microsoftonline.com/error?code=${this.number}`,
    }
  }
}

export function unknownTenant(tenant: string): Refusal {
  return new Refusal(
    400,
    'invalid_request',
    90002,
    `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`,
  )
}

export function missingParameter(name: string): Refusal {
  return new Refusal(400, 'invalid_request', 900144, `The request body must contain the following parameter: '${name}'.`)
}

export function wrongMethod(method: string): Refusal {
  return new Refusal(400, 'invalid_request', 900561, `The endpoint only accepts POST requests. Received a ${method} request.`)
}

export function unsupportedGrant(grant: string): Refusal {
  return new Refusal(400, 'unsupported_grant_type', 70003, `The app requested an unsupported grant type '${grant}'.`)
}

export function unknownApp(clientId: string, tenant: string): Refusal {
  return new Refusal(
    400,
    'unauthorized_client',
    700016,
    `Application with identifier '${clientId}' was not found in the directory '${tenant}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
  )
}

export function missingProof(): Refusal {
  return new Refusal(
    401,
    'invalid_client',
    7000218,
    "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
  )
}

export function wrongSecret(clientId: string): Refusal {
  return new Refusal(
    401,
    'invalid_client',
    7000215,
    `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${clientId}'.`,
  )
}

export function invalidScope(scope: string): Refusal {
  return new Refusal(
    400,
    'invalid_scope',
    70011,
    `The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope ${scope} is not valid.`,
  )
}

export function scopeWithoutDefault(scope: string): Refusal {
  return new Refusal(
    400,
    'invalid_scope',
    1002012,
    `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
  )
}

export function unknownResource(resource: string, tenant: string): Refusal {
  return new Refusal(
    400,
    'invalid_resource',
    500011,
    `The resource principal named ${resource} was not found in the tenant named ${tenant}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.`,
  )
}

export function malformedAssertion(): Refusal {
  return new Refusal(401, 'invalid_client', 50027, 'JWT token is invalid or malformed.')
}

export function unknownCertificate(thumbprint: string, clientId: string): Refusal {
  return invalidSignature('The key was not found.', thumbprint, clientId)
}

export function wrongSignature(thumbprint: string, clientId: string): Refusal {
  return invalidSignature('Key was found, but use of the key to verify the signature failed.', thumbprint, clientId)
}

function invalidSignature(reason: string, thumbprint: string, clientId: string): Refusal {
  return new Refusal(
    401,
    'invalid_client',
    700027,
    `Client assertion contains an invalid signature. [Reason - ${reason}, Thumbprint of key used by client: '${thumbprint}', Please visit the Azure Portal, Graph Explorer or directly use MS Graph to see configured keys for app Id '${clientId}'.]`,
  )
}

export function assertionOutOfTime(now: Date, expiry: Date): Refusal {
  return new Refusal(
    401,
    'invalid_client',
    700024,
    `Client assertion is not within its valid time range. Current time: ${now.toISOString()}, expiry time of assertion ${expiry.toISOString()}.`,
  )
}

export function assertionOfAnother(): Refusal {
  return new Refusal(
    401,
    'invalid_client',
    700021,
    "Client assertion application identifier doesn't match 'client_id' parameter.",
  )
}

export function assertionForAnother(audience: string): Refusal {
  return new Refusal(
    401,
    'invalid_client',
    700023,
    `Client assertion audience claim does not match Realm issuer. The audience was '${audience}'.`,
  )
}
