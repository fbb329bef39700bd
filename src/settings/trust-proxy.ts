import { BlockList, isIP, isIPv4 } from 'node:net'
import { z } from 'zod'

const network = z.string().refine(isNetwork, 'must be an address or a network, such as 10.1.2.3 or 10.1.0.0/16')

/** Whether a proxy stands before Landbridge: always, never, or where one of these addresses asks. */
export const trustProxy = z.union([z.boolean(), z.array(network).min(1)]).default(false)

/** Whether an address is that of a proxy which is trusted. */
export function proxies(trusted: z.output<typeof trustProxy>): (address: string) => boolean {
  if (typeof trusted === 'boolean') return () => trusted
  const list = new BlockList()
  for (const one of trusted) {
    const [address = '', bits] = one.split('/')
    const family = isIPv4(address) ? 'ipv4' : 'ipv6'
    if (bits === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(bits), family)
  }
  return (address) => list.check(address, isIPv4(address) ? 'ipv4' : 'ipv6')
}

function isNetwork(text: string): boolean {
  const [, address = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? []
  const family = isIP(address)
  return family !== 0 && Number(bits ?? 0) <= (family === 4 ? 32 : 128)
}
