import { allowInsecureRequests, type Configuration, clockTolerance, discovery, enableNonRepudiationChecks } from 'openid-client'
import { clientProof } from './client-proof.ts'
import type { ProviderSettings } from './provider-settings.ts'
import { refusalOf, SignInRefused } from './refusal.ts'

/** What a provider says of itself (OpenID Connect Discovery 1.0). @throws {SignInRefused} it is away, or another one than the settings say */
export async function discover(settings: ProviderSettings): Promise<Configuration> {
  const { issuer, clientId } = settings
  const options = {
    timeout: 10,
    // ID tokens come straight from the provider, but a signature that is there is checked.
    execute: [enableNonRepudiationChecks, ...(issuer.startsWith('http:') ? [allowInsecureRequests] : [])],
  }
  const found = await discovery(new URL(issuer), clientId, { [clockTolerance]: 60 }, clientProof(settings), options).catch(
    (error) => {
      throw refusalOf(error)
    },
  )
  // Microsoft's address for all tenants: an administrator of any of them could give himself our roles there.
  if (found.serverMetadata().issuer.includes('{')) {
    throw new SignInRefused('misconfigured', `${issuer} stands for every tenant; signIn.issuer must name yours`)
  }
  return found
}
