import type { Arrival } from '../../src/message/arrival.ts'

/** A DEBMAS IDoc as a sender channel would hand it over; `docnum` makes it the document it is. */
export function arrival(docnum: number | string, other: Partial<Arrival> = {}): Arrival & { interface: string } {
  const idoc = String(docnum).padStart(16, '0')
  return {
    interface: 'business-partner',
    channel: 'idoc-http',
    system: 'S4HCLNT100',
    identity: `idoc/S4HCLNT100/100/${idoc}`,
    idoc,
    type: 'DEBMAS07',
    version: `20261123120000/${idoc}`,
    contentType: 'text/xml; charset=utf-8',
    payload: Buffer.from(`<DEBMAS07><IDOC><EDI_DC40><DOCNUM>${idoc}</DOCNUM></EDI_DC40></IDOC></DEBMAS07>`),
    document: { header: { DOCNUM: idoc, MESTYP: 'DEBMAS' }, segments: [] },
    ...other,
  }
}
