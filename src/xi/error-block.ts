import { xi30 } from './namespaces.ts'
import { mustUnderstand } from './write-envelope.ts'
import { element, text } from './write-xml.ts'

/** What went wrong, as XI's monitor (SXMB_MONI) shows it. */
export interface XiError {
  readonly category: 'XIServer' | 'XIProtocol' | 'Application'
  readonly area: string
  readonly code: string
  /** The sentence for the person who looks there. */
  readonly reason: string
  /** Whether the sender may try again: by itself, when a person says so, or never. */
  readonly retry: 'automatic' | 'manual' | 'never'
  /** The fault message that comes along as payload. */
  readonly fault?: { readonly name: string; readonly namespace: string }
}

const retries: Record<XiError['retry'], string> = { automatic: 'A', manual: 'M', never: 'N' }

/** The header Error; it declares its namespace itself, since it stands in the detail of a SOAP Fault too. */
export function errorBlock({ category, area, code, reason, retry, fault }: XiError): string {
  const content = [
    text('SAP:Category', category),
    text('SAP:Code', code, { area }),
    ...['P1', 'P2', 'P3', 'P4'].map((parameter) => element(`SAP:${parameter}`)),
    text('SAP:AdditionalText', reason),
    text('SAP:ApplicationFaultMessage', fault?.name ?? '', { namespace: fault?.namespace ?? '' }),
    element('SAP:Stack'),
    text('SAP:Retry', retries[retry]),
  ]
  return element('SAP:Error', content.join(''), { 'xmlns:SAP': xi30, ...mustUnderstand })
}
