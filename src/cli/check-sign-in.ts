import { IdentityProvider } from '../access/oidc/identity-provider.ts'
import { refusalOf } from '../access/oidc/refusal.ts'
import type { Settings } from '../settings/settings.ts'

/** A line for the provider people sign in at, where there is one: is it there, and is it the one the settings say? */
export async function checkSignIn({
  signIn,
  publicUrl,
}: Pick<Settings, 'signIn' | 'publicUrl'>): Promise<{ ok: boolean; text: string }[]> {
  if (signIn === undefined || publicUrl === undefined) return []
  const { name, issuer } = signIn
  const provider = new IdentityProvider(signIn, publicUrl)
  try {
    await provider.begin()
    return [{ ok: true, text: `${name} signs people in; it must have ${provider.redirectUrl} as a redirect address` }]
  } catch (error) {
    return [{ ok: false, text: `Nobody can sign in by ${name}, signIn.issuer ${issuer}: ${refusalOf(error).message}` }]
  }
}
