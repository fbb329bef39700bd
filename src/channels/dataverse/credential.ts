import {
  ClientCertificateCredential,
  type ClientCertificateCredentialOptions,
  ClientSecretCredential,
  ManagedIdentityCredential,
  type TokenCredential,
  WorkloadIdentityCredential,
} from '@azure/identity'
import { AuthorityFailure } from './authority-failure.ts'
import { trustedAuthorities } from './trust-ca.ts'

/** How Landbridge proves to Microsoft Entra ID who it is. */
export type CredentialSettings =
  | ({ kind: 'secret'; tenantId: string; clientId: string; clientSecret: string } & Authority)
  | ({ kind: 'certificate'; tenantId: string; clientId: string; certificatePath: string } & Authority)
  | { kind: 'managed-identity'; clientId?: string | undefined }
  | ({ kind: 'workload-identity'; tenantId: string; clientId: string; tokenFilePath: string } & Authority)

interface Authority {
  /** Another authority than https://login.microsoftonline.com, e.g. of a national cloud or the sandbox. */
  authorityHost?: string | undefined
  /** PEM text of a private certificate authority that vouches for it. */
  ca?: string | undefined
}

/**
 * A credential of @azure/identity. Each token is asked for by a new one: `token.ts` is the only cache, so a token that
 * Dynamics 365 no longer takes is never handed out again, and an exchanged certificate file is seen.
 */
export function credentialFor(settings: CredentialSettings): TokenCredential {
  return {
    async getToken(scopes, options) {
      const failure = new AuthorityFailure()
      try {
        return await azureCredential(settings, failure).getToken(scopes, options)
      } catch (error) {
        throw failure.insteadOf(error)
      }
    },
  }
}

function azureCredential(settings: CredentialSettings, failure: AuthorityFailure): TokenCredential {
  switch (settings.kind) {
    case 'secret':
      return new ClientSecretCredential(
        settings.tenantId,
        settings.clientId,
        settings.clientSecret,
        optionsFor(settings, failure),
      )
    case 'certificate':
      return new ClientCertificateCredential(
        settings.tenantId,
        settings.clientId,
        { certificatePath: settings.certificatePath },
        optionsFor(settings, failure),
      )
    case 'managed-identity':
      return settings.clientId === undefined
        ? new ManagedIdentityCredential()
        : new ManagedIdentityCredential({ clientId: settings.clientId })
    case 'workload-identity':
      return new WorkloadIdentityCredential({
        tenantId: settings.tenantId,
        clientId: settings.clientId,
        tokenFilePath: settings.tokenFilePath,
        ...optionsFor(settings, failure),
      })
  }
}

function optionsFor({ authorityHost, ca }: Authority, failure: AuthorityFailure): ClientCertificateCredentialOptions {
  const authorities = trustedAuthorities(ca)
  return {
    // The engine tries again by itself, and tells the operator meanwhile.
    retryOptions: { maxRetries: 0 },
    additionalPolicies: [{ policy: failure.policy, position: 'perCall' }],
    ...(authorityHost === undefined ? {} : { authorityHost, disableInstanceDiscovery: !isMicrosofts(authorityHost) }),
    ...(authorities === undefined ? {} : { tlsOptions: { ca: authorities } }),
  }
}

/** Instance discovery asks Microsoft whether an authority is one of theirs; a private one is none of its business. */
function isMicrosofts(authorityHost: string): boolean {
  return /(^|\.)(microsoftonline\.(com|us)|microsoftonline\.cn|chinacloudapi\.cn|windows\.net)$/.test(
    new URL(authorityHost).hostname,
  )
}
