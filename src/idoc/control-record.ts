type Header = Readonly<Record<string, string>>

/** Fields of EDI_DC40 without which a document can be neither told apart nor dispatched. */
export const requiredFields = ['DOCNUM', 'SNDPRN', 'MESTYP'] as const

/** Every name a control record goes by: XML and flat file, Unicode file port, and the older release 3 record. */
export function isControlRecord(name: string): boolean {
  return name === 'EDI_DC40' || name === 'EDI_DC40_U' || name === 'EDI_DC'
}

/**
 * What makes two IDocs the same one: SAP sends an IDoc whose answer was lost again under the same number. Some middleware leaves out its
 * leading zeros.
 */
export function identityOf(header: Header): string {
  const { DOCNUM = '' } = header
  const number = /^\d+$/.test(DOCNUM) ? DOCNUM.replace(/^0+/, '').padStart(16, '0') : DOCNUM
  return `idoc/${header.SNDPRN ?? ''}/${header.MANDT ?? ''}/${number}`
}

/** Sorts the IDocs of one system by age, as text. SERIAL is the moment the data was read, which parallel sending cannot reorder. */
export function versionOf(header: Header): string {
  const created = `${(header.CREDAT ?? '').padEnd(8, '0')}${(header.CRETIM ?? '').padEnd(6, '0')}`
  const serial = header.SERIAL ?? ''
  return `${/^\d{14,}$/.test(serial) ? serial : created}/${(header.DOCNUM ?? '').padStart(16, '0')}`
}

/** The type a person knows the IDoc by: the customer's extension if there is one, else the basic type. */
export function typeOf(header: Header): string {
  return header.CIMTYP || header.IDOCTYP || header.MESTYP || ''
}
