import { z } from 'zod'
import { issuer } from './issuer.ts'

/** Whose access tokens the API takes, besides user and password. */
export const oauth = z.strictObject({
  /** `https://login.microsoftonline.com/<tenant>/v2.0`; what tokens name as `iss`, and where openid-configuration stands. */
  issuer,
  /** What tokens name as `aud`: the client id of the app registration of this API, or its Application ID URI. */
  audience: z.string().min(1),
})
