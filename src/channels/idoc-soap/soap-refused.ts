import { Rejected } from '../../message/errors.ts'

/** A request that breaks a rule of SOAP 1.1 or IDoc-SOAP. */
export class SoapRefused extends Rejected {
  override name = 'SoapRefused'
  /** SOAP 1.1, 4.4.1. */
  readonly faultCode: 'VersionMismatch' | 'MustUnderstand' | 'Client'

  /** @param code SAP's word for it, where it has one */
  constructor(faultCode: SoapRefused['faultCode'], message: string, code?: string) {
    super(message, { code })
    this.faultCode = faultCode
  }
}
