import { Agent } from 'undici'
import type { Answer, AnswerChannel } from '../../message/answer.ts'
import { openXi } from '../../xi/parse.ts'
import type { AnswerTarget } from '../sap-idoc/ask-sap.ts'
import { checkTarget } from '../sap-idoc/check-target.ts'
import { postAnswer } from '../sap-idoc/post-answer.ts'
import { acknowledgementsOf } from './acknowledgements-of.ts'

/** Where the acknowledgements of one system are sent, e.g. `https://s4:44300/sap/xi/engine?type=receiver&sap-client=100`. */
export interface SapXiOptions extends AnswerTarget {
  readonly interfaces: readonly string[]
}

/**
 * Receiver channel `sap-xi`: acknowledgements of asynchronous XI messages whose header asks for them, each a message of its own
 * (reference: SAP XI 3.0 message protocol, "Acknowledgements").
 */
export function sapXi(options: SapXiOptions): AnswerChannel {
  const agent = new Agent({ connections: 1 })
  return {
    system: options.system,
    kind: 'xi',
    interfaces: options.interfaces,
    // Each is a request of its own anyway: what one meets touches no other, and none goes twice for it.
    mostAtOnce: 1,
    async send(answers: readonly Answer[]) {
      for (const answer of answers) await acknowledge(agent, options, answer)
    },
    check: () => checkTarget(agent, options, authority),
    close: () => agent.close(),
  }
}

const authority = 'the user’s role for the integration engine (SAP_XI_APPL_SERV_USER)'

async function acknowledge(agent: Agent, options: SapXiOptions, answer: Answer): Promise<void> {
  if (answer.xi === undefined) return
  const { header } = openXi(answer.xi.payload, answer.xi.contentType)
  for (const { body, contentType } of acknowledgementsOf(header, answer)) {
    await postAnswer(agent, options, {
      what: 'an XI acknowledgement',
      text: body,
      headers: { 'content-type': contentType, soapaction: '""' },
      authority,
    })
  }
}
