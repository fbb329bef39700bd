import { z } from 'zod'

/** Whose tokens count. Its keys and answers, unencrypted, could be anybody's, but from this machine. */
export const issuer = z.url({ protocol: /^https?$/ }).refine(isSafe, 'must begin with https://')

/** Whether nobody on the way can read or change what comes from there. */
export function isSafe(text: string): boolean {
  const { protocol, hostname } = new URL(text)
  return protocol === 'https:' || hostname === 'localhost' || hostname === '127.0.0.1'
}
