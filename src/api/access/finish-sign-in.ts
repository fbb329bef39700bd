import type { FastifyReply, FastifyRequest } from 'fastify'
import type { GuessLimit } from '../../access/guess-limit.ts'
import type { Attempt, IdentityProvider } from '../../access/oidc/identity-provider.ts'
import { refusalOf, SignInRefused } from '../../access/oidc/refusal.ts'
import { audit } from '../../store/audit.ts'
import type { AccessNeeds } from './access-needs.ts'
import { beginSession } from './begin-session.ts'

interface Needs extends AccessNeeds {
  readonly provider: IdentityProvider
  /** Of answers that were made up. */
  readonly limit: GuessLimit
}

/** Signs in who comes back from the provider, with the roles they have there. @throws {SignInRefused} */
export async function finishSignIn(
  request: FastifyRequest,
  reply: FastifyReply,
  begun: Attempt | undefined,
  needs: Needs,
): Promise<void> {
  if (begun === undefined) throw new SignInRefused('stale', 'the sign-in was not begun in this browser, or too long ago')
  const found = await answerOf(request, begun, needs)
  // Not taken for a user of ours who is called the same.
  const who = `oidc/${found.name}`
  const detail = `by ${needs.provider.name} as ${found.description}`
  if (found.roles.length === 0) {
    await audit(needs.sql, { who, action: 'turn away', subject: `user/${who}`, detail: `no role; ${detail}, from ${request.ip}` })
    throw new SignInRefused('no-role', `${found.name} has no role of Landbridge`, { about: found.name })
  }
  await beginSession(request, reply, { name: who, roles: found.roles, way: 'oidc', detail }, needs)
}

/** After ten answers to one sign-in, or a hundred from one address, that were made up, the provider is not asked for five minutes. */
async function answerOf({ ip, url }: FastifyRequest, begun: Attempt, { provider, limit }: Needs) {
  if (limit.wait(ip, begun.state) > 0) throw new SignInRefused('too-many', `too many answers that were made up came from ${ip}`)
  try {
    return await provider.finish(url, begun)
  } catch (error) {
    const refused = refusalOf(error)
    if (refused.kind === 'stale' || refused.kind === 'not-ours') limit.failed(ip, begun.state)
    throw refused
  }
}
