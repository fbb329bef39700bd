import type { OutboundProxy } from '../message/outbound-proxy.ts'
import { fromEnvironment } from './environment.ts'
import { SettingsError } from './settings-error.ts'

/** HTTPS_PROXY and NO_PROXY, as other programs read them, in small letters too. This machine is never asked through it. @throws {SettingsError} */
export function outboundProxy(): OutboundProxy | undefined {
  const url = fromEnvironment('https_proxy') ?? fromEnvironment('HTTPS_PROXY')
  if (url === undefined) return undefined
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? '')) {
    throw new SettingsError(
      'HTTPS_PROXY must look like http://proxy.contoso.com:8080 or http://user:password@proxy.contoso.com:8080',
    )
  }
  const except = fromEnvironment('no_proxy') ?? fromEnvironment('NO_PROXY')
  return { url, except: except === '*' ? except : [...(except === undefined ? [] : [except]), ...thisMachine].join(',') }
}

const thisMachine = ['localhost', '127.0.0.1', '[::1]']
