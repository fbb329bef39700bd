import type { FastifyRequest } from 'fastify'
import type { Identity } from '../../access/identity.ts'
import { signIn } from '../../access/sign-in.ts'
import { audit } from '../../store/audit.ts'
import { Problem } from '../problem.ts'
import type { AccessNeeds } from './access-needs.ts'

/** Who that is, nobody when it is wrong. @throws {Problem} 429 after too many wrong ones, right or not */
export async function checkPassword(
  { ip }: FastifyRequest,
  given: { readonly name: string; readonly password: string },
  needs: AccessNeeds,
): Promise<Identity | undefined> {
  refuseGuesses(ip, given.name, needs)
  const identity = await signIn(needs, given)
  // Once more: a check takes its time, and of many guesses at the same moment all would have come through above.
  refuseGuesses(ip, given.name, needs)
  if (identity !== undefined) {
    needs.limit.succeeded(ip, given.name)
    return identity
  }
  needs.limit.failed(ip, given.name)
  if (needs.limit.wait(ip, given.name) > 0) {
    // Once each time somebody is shut out; a line for each guess would let guesses fill the log.
    const name = given.name.slice(0, 200).replaceAll('\0', '')
    await audit(needs.sql, { who: name, action: 'shut out', subject: `user/${name}`, detail: `wrong passwords from ${ip}` })
  }
  return undefined
}

function refuseGuesses(address: string, name: string, { limit }: AccessNeeds): void {
  const seconds = limit.wait(address, name)
  if (seconds === 0) return
  const title = 'Too many wrong passwords came from your address'
  throw new Problem(429, title, `Try again in ${Math.ceil(seconds / 60)} minutes.`, { retryAfter: seconds })
}
