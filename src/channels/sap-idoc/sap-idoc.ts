import { Agent } from 'undici'
import type { Answer, AnswerChannel } from '../../message/answer.ts'
import { aleaud } from './aleaud.ts'
import type { AnswerTarget } from './ask-sap.ts'
import { checkTarget } from './check-target.ts'
import { postAnswer } from './post-answer.ts'
import { inSoapEnvelope } from './soap-envelope.ts'
import { status } from './status.ts'

/**
 * Where and how the answers of one system are sent: `https://s4:44300/sap/bc/idoc_xml?sap-client=100`, or with `soap`
 * `…/sap/bc/srt/idoc?…`.
 */
export interface SapIdocOptions extends AnswerTarget {
  /** STATUS (SYSTAT01) for the technical state of any IDoc, ALEAUD for master data of ALE. */
  readonly format: 'STATUS' | 'ALEAUD'
  readonly soap: boolean
  /** Our logical system and port, as in SAP's partner profile (WE20) and port (WE21). */
  readonly logicalSystem: string
  readonly port: string
  /** SAP's port, `SAP` and the system id. */
  readonly receiverPort: string
  readonly interfaces: readonly string[]
}

/** Receiver channel `sap-idoc`: answers to IDocs, as STATUS or ALEAUD IDocs over HTTP (reference: SAP inbound IDoc XML). */
export function sapIdoc(options: SapIdocOptions): AnswerChannel {
  const agent = new Agent({ connections: 1 })
  const build = options.format === 'STATUS' ? status : aleaud
  return {
    system: options.system,
    kind: 'idoc',
    interfaces: options.interfaces,
    // SAP takes 500 confirmations an ALEAUD.
    mostAtOnce: 500,
    async send(answers: readonly Answer[]) {
      for (const xml of build(answers, options)) {
        // SAP's 200 says that the IDoc is saved; what it does with it is seen there (WE02).
        await postAnswer(agent, options, {
          what: `a ${options.format} IDoc`,
          text: options.soap ? inSoapEnvelope(xml) : xml,
          headers: options.soap ? { soapaction: '""' } : {},
          authority,
        })
      }
    },
    check: () => checkTarget(agent, options, authority),
    close: () => agent.close(),
  }
}

const authority = 'the user’s authority for inbound IDocs (B_ALE_RECV)'
