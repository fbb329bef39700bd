import { Rejected } from '../../message/errors.ts'
import { escaped } from '../idoc-http/answer.ts'
import type { Wording } from '../idoc-http/answer-error.ts'
import { idocNamespace, inEnvelope } from './assignment.ts'
import { SoapRefused } from './soap-refused.ts'

/** A SOAP Fault. What is wrong with the document has status 500, as SOAP 1.1 wants it (6.2); `faultcode` says whose fault it is. */
export const fault: Wording = {
  rejected: 500,
  xml(sentence, error, status) {
    const code = error instanceof SoapRefused ? error.faultCode : isSendersFault(error, status) ? 'Client' : 'Server'
    const detail = error instanceof SoapRefused && error.code !== undefined ? detailOf(error.code) : ''
    return inEnvelope(
      `<soap:Fault><faultcode>soap:${code}</faultcode><faultstring>${escaped(sentence)}</faultstring>${detail}</soap:Fault>`,
    )
  },
}

function isSendersFault(error: unknown, status: number): boolean {
  return error instanceof Rejected || status < 500
}

function detailOf(code: string): string {
  return `<detail><idoc:Error xmlns:idoc="${idocNamespace}">${escaped(code)}</idoc:Error></detail>`
}
