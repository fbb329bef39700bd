import { isIPv4, isIPv6, SocketAddress } from 'node:net'

/**
 * Whose addresses count as one: of an IPv6 address its network, the first 64 bits, as any host there may take every address of it; an IPv4
 * address is itself, also one that is written as IPv6 (`::ffff:192.0.2.1`).
 */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address
  const { address: short } = new SocketAddress({ address, family: 'ipv6' })
  const mapped = short.replace('::ffff:', '')
  if (isIPv4(mapped)) return mapped
  const [before = [], after = []] = short.split('::').map((part) => part.split(':').filter((group) => group !== ''))
  const zeros = new Array<string>(8 - before.length - after.length).fill('0')
  return [...before, ...zeros, ...after].slice(0, 4).join(':')
}
