import { Agent as HttpAgent } from 'node:http'
import { Agent } from 'node:https'
import type { TokenCredentialOptions } from '@azure/identity'
import type { OutboundProxy } from '../../message/outbound-proxy.ts'
import { trustedAuthorities } from './trust-ca.ts'

type Policy = NonNullable<TokenCredentialOptions['additionalPolicies']>[number]

/**
 * Asks for tokens directly, or through the proxy of the settings. The library would look for a proxy by itself, also for what is on this
 * machine, and then trust no private authority.
 */
export function authorityAgent({ ca, proxy }: { ca?: string | undefined; proxy?: OutboundProxy | undefined }): Policy {
  const authorities = trustedAuthorities(ca)
  const agent = new Agent({
    ...(authorities === undefined ? {} : { ca: authorities }),
    ...(proxy === undefined ? {} : { proxyEnv: { HTTPS_PROXY: proxy.url, NO_PROXY: proxy.except } }),
  })
  const direct = new HttpAgent()
  return {
    position: 'perCall',
    policy: {
      name: 'landbridge-authority-agent',
      sendRequest: (request, next) => {
        // A managed identity is asked for on the machine itself, by http.
        request.agent = request.url.startsWith('https:') ? agent : direct
        return next(request)
      },
    },
  }
}
