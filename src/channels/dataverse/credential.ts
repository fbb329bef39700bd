import type { ClientCertificateCredentialOptions, TokenCredential } from '@azure/identity'
import type { OutboundProxy } from '../../message/outbound-proxy.ts'
import { authorityAgent } from './authority-agent.ts'
import { AuthorityFailure } from './authority-failure.ts'

/** How Landbridge proves to Microsoft Entra ID who it is. */
export type CredentialSettings =
  | ({ kind: 'secret'; tenantId: string; clientId: string; clientSecret: string } & Authority)
  | ({ kind: 'certificate'; tenantId: string; clientId: string; certificatePath: string } & Authority)
  | { kind: 'managed-identity'; clientId?: string | undefined }
  | ({ kind: 'workload-identity'; tenantId: string; clientId: string; tokenFilePath: string } & Authority)

interface Authority {
  /** Another authority than https://login.microsoftonline.com, e.g. of a national cloud or the sandbox. */
  authorityHost?: string | undefined
}

/** What is on the way to whoever gives the token. */
export interface Way {
  /** PEM text of a private certificate authority to trust besides the public ones. */
  readonly ca?: string | undefined
  readonly proxy?: OutboundProxy | undefined
}

/**
 * A credential of @azure/identity. Each token is asked for by a new one: `token.ts` is the only cache, so a token that
 * Dynamics 365 no longer takes is never handed out again, and an exchanged certificate file is seen.
 */
export function credentialFor(settings: CredentialSettings, way: Way = {}): TokenCredential {
  const agent = authorityAgent(way)
  return {
    async getToken(scopes, options) {
      const failure = new AuthorityFailure()
      try {
        const policies = [agent, { policy: failure.policy, position: 'perCall' } as const]
        const credential = await azureCredential(settings, policies)
        return await credential.getToken(scopes, options)
      } catch (error) {
        throw failure.insteadOf(error)
      }
    },
  }
}

type Policies = NonNullable<ClientCertificateCredentialOptions['additionalPolicies']>

/** The library is loaded with the first token: it is the largest of all, and what asks for none begins without it. */
async function azureCredential(settings: CredentialSettings, policies: Policies): Promise<TokenCredential> {
  const azure = await import('@azure/identity')
  switch (settings.kind) {
    case 'secret':
      return new azure.ClientSecretCredential(
        settings.tenantId,
        settings.clientId,
        settings.clientSecret,
        optionsFor(settings, policies),
      )
    case 'certificate':
      return new azure.ClientCertificateCredential(
        settings.tenantId,
        settings.clientId,
        { certificatePath: settings.certificatePath },
        optionsFor(settings, policies),
      )
    case 'managed-identity':
      return new azure.ManagedIdentityCredential({
        additionalPolicies: policies,
        ...(settings.clientId === undefined ? {} : { clientId: settings.clientId }),
      })
    case 'workload-identity':
      return new azure.WorkloadIdentityCredential({
        tenantId: settings.tenantId,
        clientId: settings.clientId,
        tokenFilePath: settings.tokenFilePath,
        ...optionsFor(settings, policies),
      })
  }
}

function optionsFor({ authorityHost }: Authority, policies: Policies): ClientCertificateCredentialOptions {
  return {
    // The engine tries again by itself, and tells the operator meanwhile.
    retryOptions: { maxRetries: 0 },
    additionalPolicies: policies,
    ...(authorityHost === undefined ? {} : { authorityHost, disableInstanceDiscovery: !isMicrosofts(authorityHost) }),
  }
}

/** Instance discovery asks Microsoft whether an authority is one of theirs; a private one is none of its business. */
function isMicrosofts(authorityHost: string): boolean {
  return /(^|\.)(microsoftonline\.(com|us)|microsoftonline\.cn|chinacloudapi\.cn|windows\.net)$/.test(
    new URL(authorityHost).hostname,
  )
}
