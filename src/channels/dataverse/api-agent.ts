import { createSecureContext } from 'node:tls'
import { Agent, type Dispatcher, EnvHttpProxyAgent, Pool } from 'undici'
import type { OutboundProxy } from '../../message/outbound-proxy.ts'
import { trustedAuthorities } from './trust-ca.ts'

/** Connections that are kept, so many at most; directly, or through the proxy of the settings. @param timeout milliseconds */
export function apiAgent(options: {
  connections: number
  timeout: number
  ca?: string | undefined
  proxy?: OutboundProxy | undefined
}): Dispatcher {
  const { connections, timeout, proxy } = options
  const ca = trustedAuthorities(options.ca)
  // The authorities are read once, not for each connection: there are more than a hundred.
  const connect = {
    timeout: Math.min(timeout, 10_000),
    ...(ca === undefined ? {} : { secureContext: createSecureContext({ ca }) }),
  }
  const timeouts = { headersTimeout: timeout, bodyTimeout: timeout }
  if (proxy === undefined) return new Agent({ connections, ...timeouts, connect })
  return new EnvHttpProxyAgent({
    connections,
    ...timeouts,
    connect,
    requestTls: connect,
    proxyTls: connect,
    // A proxy that does not answer is not waited for longer than anybody else.
    clientFactory: (origin, own) => new Pool(origin, { ...own, ...timeouts }),
    httpProxy: '',
    httpsProxy: proxy.url,
    noProxy: proxy.except,
  })
}
