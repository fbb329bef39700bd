import { Agent, request } from 'undici'
import type { Answer, AnswerChannel } from '../../message/answer.ts'
import { Unavailable } from '../../message/errors.ts'
import { aleaud } from './aleaud.ts'
import { inSoapEnvelope } from './soap-envelope.ts'
import { status } from './status.ts'

/** Where and how the answers of one system are sent. */
export interface SapIdocOptions {
  readonly system: string
  /** e.g. `https://s4:44300/sap/bc/idoc_xml?sap-client=100`, or `…/sap/bc/srt/idoc?…` with `soap`. */
  readonly url: string
  readonly user: string
  readonly password: string
  /** STATUS (SYSTAT01) for the technical state of any IDoc, ALEAUD for master data of ALE. */
  readonly format: 'STATUS' | 'ALEAUD'
  readonly soap: boolean
  /** Our logical system and port, as in SAP's partner profile (WE20) and port (WE21). */
  readonly logicalSystem: string
  readonly port: string
  /** SAP's port, `SAP` and the system id. */
  readonly receiverPort: string
  readonly interfaces: readonly string[]
  readonly timeoutMs: number
}

/** Receiver channel `sap-idoc`: answers to IDocs, as STATUS or ALEAUD IDocs over HTTP (reference: SAP inbound IDoc XML). */
export function sapIdoc(options: SapIdocOptions): AnswerChannel {
  const agent = new Agent({ connections: 1 })
  const build = options.format === 'STATUS' ? status : aleaud
  return {
    system: options.system,
    interfaces: options.interfaces,
    // SAP takes 500 confirmations an ALEAUD.
    mostAtOnce: 500,
    async send(answers: readonly Answer[]) {
      for (const xml of build(answers, options)) await post(agent, options, xml)
    },
    close: () => agent.close(),
  }
}

/** SAP's 200 says that the IDoc is saved; what it does with it is seen there (WE02). */
async function post(agent: Agent, options: SapIdocOptions, xml: string): Promise<void> {
  const { url, user, password, soap, timeoutMs } = options
  const credentials = Buffer.from(`${user}:${password}`).toString('base64')
  try {
    const { statusCode, body } = await request(url, {
      dispatcher: agent,
      method: 'POST',
      headers: {
        authorization: `Basic ${credentials}`,
        'content-type': 'text/xml; charset=utf-8',
        ...(soap ? { soapaction: '""' } : {}),
      },
      body: soap ? inSoapEnvelope(xml) : xml,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    })
    const text = await body.text()
    if (statusCode >= 200 && statusCode < 300) return
    throw new Unavailable(
      `${options.system} answered ${statusCode} to a ${options.format} IDoc: ${firstWords(text)}${adviceOn(statusCode)}`,
      {
        code: `HTTP ${statusCode}`,
      },
    )
  } catch (error) {
    if (error instanceof Unavailable) throw error
    const { message, code } = error as NodeJS.ErrnoException
    throw new Unavailable(`${options.system} cannot be reached at ${new URL(url).host}: ${message || code}`, {
      code,
      cause: error,
    })
  }
}

function adviceOn(statusCode: number): string {
  if (statusCode === 401 || statusCode === 403)
    return ' See user and password of its answers, and the user’s authority for inbound IDocs (B_ALE_RECV)'
  return statusCode === 404 ? ' Is the service active in SICF?' : ''
}

function firstWords(text: string): string {
  return text
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200)
}
