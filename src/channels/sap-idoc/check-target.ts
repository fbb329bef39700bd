import type { Agent } from 'undici'
import type { Finding } from '../../message/finding.ts'
import { type AnswerTarget, askSap } from './ask-sap.ts'
import { isAboutContent, refusal } from './refusal.ts'

/**
 * Whether SAP lets our user in where its answers go: by a GET with nothing in it, as *Connection Test* in SM59 and *Test Service* in SICF
 * make it. SAP looks at the user before anything else, and what the service itself says to an empty request does not matter. Never throws.
 * @param authority what to look at in SAP when it refuses the user
 */
export async function checkTarget(dispatcher: Agent, target: AnswerTarget, authority: string): Promise<Finding> {
  try {
    const said = await askSap(dispatcher, target, { method: 'GET' })
    const isIn = (said.statusCode >= 200 && said.statusCode < 300) || isAboutContent(said)
    if (!isIn) return { ok: false, text: refusal(target, said, 'a test of the connection', authority) }
    const { host, pathname } = new URL(target.url)
    return {
      ok: true,
      text: `${target.system} lets the user ${target.user} in at ${host}${pathname}; nothing was sent, so what else it may do is seen with the next answer`,
    }
  } catch (error) {
    return { ok: false, text: (error as Error).message }
  }
}
