import { z } from 'zod'

/** Whose access tokens the API takes, besides user and password. */
export const oauth = z.strictObject({
  /** `https://login.microsoftonline.com/<tenant>/v2.0`; what tokens name as `iss`, and where openid-configuration stands. */
  issuer: z.url({ protocol: /^https?$/ }).refine(isSafe, 'must begin with https://'),
  /** What tokens name as `aud`: the client id of the app registration of this API, or its Application ID URI. */
  audience: z.string().min(1),
})

/** Keys that come unencrypted could be anybody's, but from this machine. */
function isSafe(text: string): boolean {
  const { protocol, hostname } = new URL(text)
  return protocol === 'https:' || hostname === 'localhost' || hostname === '127.0.0.1'
}
