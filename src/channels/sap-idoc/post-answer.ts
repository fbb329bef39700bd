import type { Agent } from 'undici'
import { Rejected, Unavailable } from '../../message/errors.ts'
import { type AnswerTarget, askSap } from './ask-sap.ts'
import { isAboutContent, refusal } from './refusal.ts'

interface Body {
  /** For people: `STATUS IDoc`. */
  readonly what: string
  readonly text: string
  readonly headers?: Readonly<Record<string, string>>
  /** What to look at in SAP when it refuses the user. */
  readonly authority: string
}

/**
 * Posts one answer to SAP.
 * @throws {Unavailable} it did not arrive for certain
 * @throws {Rejected} SAP refuses it for what it says
 */
export async function postAnswer(
  dispatcher: Agent,
  target: AnswerTarget,
  { what, text, headers, authority }: Body,
): Promise<void> {
  const said = await askSap(dispatcher, target, {
    method: 'POST',
    headers: { 'content-type': 'text/xml; charset=utf-8', ...headers },
    body: text,
  })
  if (said.statusCode >= 200 && said.statusCode < 300) return
  // An acknowledgement that came before, as its id says: SAP has it.
  if (said.text.includes('DUPLICATE_DETECTED')) return
  const Refused = isAboutContent(said) ? Rejected : Unavailable
  throw new Refused(refusal(target, said, what, authority), { code: `HTTP ${said.statusCode}` })
}
