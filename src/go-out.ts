import { EnvHttpProxyAgent, setGlobalDispatcher } from 'undici'
import type { OutboundProxy } from './message/outbound-proxy.ts'

/**
 * Whatever is asked by https:// without more ado goes through the proxy from now on: the provider people sign in with, the keys of tokens,
 * those who are told of trouble. S/4HANA is asked directly (`Agent`s of its channels), Dynamics 365 has connections of its own.
 */
export function goOutThrough({ url, except }: OutboundProxy): void {
  setGlobalDispatcher(new EnvHttpProxyAgent({ httpProxy: '', httpsProxy: url, noProxy: except }))
}
