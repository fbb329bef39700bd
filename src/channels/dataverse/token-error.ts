import { type IntegrationError, Misconfigured, Unavailable } from '../../message/errors.ts'
import { connectionError } from './connection-error.ts'

/** What it means that no token was given: Entra's own refusals (AADSTS…) are settings, a silent authority passes. */
export function tokenError(error: unknown): IntegrationError {
  const text = error instanceof Error ? error.message : String(error)
  const code = /AADSTS\d+/.exec(text)?.[0]
  if (code !== undefined) {
    const advice = advices[code] ?? 'See the settings under dataverse.credential'
    if (transient.has(code))
      return new Unavailable(`Microsoft Entra ID gives no token now: ${tell(text)}. It is tried again`, { code, cause: error })
    return new Misconfigured(`Microsoft Entra ID gives no token: ${tell(text)}. ${advice}`, { code, cause: error })
  }
  if (isOurSide(text)) {
    return new Misconfigured(`No token can be asked for: ${tell(text)}. See the settings under dataverse.credential`, {
      cause: error,
    })
  }
  return connectionError(error, 'The token authority (dataverse.credential.authorityHost)')
}

const advices: Record<string, string> = {
  AADSTS7000215:
    'The secret in dataverse.credential.clientSecret is wrong; it must be the value of the client secret, not its id',
  AADSTS7000222: 'The secret in dataverse.credential.clientSecret has expired; create a new one in the app registration',
  AADSTS700016: 'There is no app registration with dataverse.credential.clientId in that tenant',
  AADSTS90002: 'There is no tenant dataverse.credential.tenantId',
  AADSTS900023: 'dataverse.credential.tenantId is neither a tenant id nor a domain',
  AADSTS700027: 'The certificate in dataverse.credential.certificatePath is not known to the app registration; upload it there',
  AADSTS500011: 'dataverse.url is not the address of a Dataverse environment of that tenant',
  AADSTS70011: 'dataverse.url is not the address of a Dataverse environment',
  AADSTS53003: 'A conditional access policy forbids it',
}

/** Entra's own outages and throttling. */
const transient = new Set(['AADSTS90033', 'AADSTS50196', 'AADSTS90024', 'AADSTS90055'])

function isOurSide(text: string): boolean {
  return /ENOENT|certificate.*PEM|PEM|must use the 'https'|^HTTP 4(?!08|29)|Invalid tenant id|is unavailable|not available/i.test(
    text,
  )
}

/** Entra's text without its trace ids and without what the library wraps around it. */
function tell(text: string): string {
  const plain = /AADSTS\d+:.*/s.exec(text)?.[0] ?? text
  return (plain.split(/\s*(?:Trace ID:|\r?\n)/)[0] ?? plain).replace(/\.$/, '')
}
