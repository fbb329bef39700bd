/** A DEBMAS IDoc as S/4HANA sends it; what is not given is left out, as in a change-pointer IDoc. */
export interface Debmas {
  readonly docnum: number
  readonly customer: number | string
  /** SERIAL, by which documents are sorted by age; by default it grows with the number. */
  readonly serial?: string
  readonly fields?: Readonly<Record<string, string>>
  readonly contacts?: readonly Readonly<Record<string, string>>[]
}

/** One IDoc in a packet of its own. */
export function debmas(document: Debmas): string {
  return debmasPacket([document])
}

/** Several IDocs in one packet. */
export function debmasPacket(documents: readonly Debmas[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<DEBMAS07>${documents.map(idoc).join('')}</DEBMAS07>`
}

export function docnum(number: number): string {
  return String(number).padStart(16, '0')
}

/** A customer number as S/4HANA keeps it: digits only ones have leading zeros. */
export function customerNumber(customer: number | string): string {
  return String(customer).padStart(typeof customer === 'number' ? 10 : 0, '0')
}

function idoc(document: Debmas): string {
  const serial = document.serial ?? String(20261123000000n + BigInt(document.docnum))
  const contacts = (document.contacts ?? []).map((fields) => segment('E1KNVKM', { MSGFN: '004', ...fields }))
  const general = { MSGFN: '004', KUNNR: customerNumber(document.customer), ...document.fields }
  return `<IDOC BEGIN="1">${segment('EDI_DC40', headerOf(document.docnum, serial))}${segment('E1KNA1M', general, contacts)}</IDOC>`
}

function headerOf(number: number, serial: string): Record<string, string> {
  return {
    TABNAM: 'EDI_DC40',
    MANDT: '100',
    DOCNUM: docnum(number),
    DOCREL: '757',
    STATUS: '30',
    DIRECT: '1',
    OUTMOD: '2',
    IDOCTYP: 'DEBMAS07',
    MESTYP: 'DEBMAS',
    SNDPOR: 'SAPS4H',
    SNDPRT: 'LS',
    SNDPRN: 'S4HCLNT100',
    RCVPOR: 'LANDBRIDGE',
    RCVPRT: 'LS',
    RCVPRN: 'LANDBRIDGE',
    CREDAT: '20261123',
    CRETIM: '120000',
    SERIAL: serial,
  }
}

function segment(name: string, fields: Readonly<Record<string, string>>, children: readonly string[] = []): string {
  const values = Object.entries(fields).map(([field, value]) => `<${field}>${escaped(value)}</${field}>`)
  return `<${name} SEGMENT="1">${values.join('')}${children.join('')}</${name}>`
}

function escaped(text: string): string {
  return text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** A material of a MATMAS IDoc. */
export interface Material {
  readonly material: string
  readonly text?: string
  readonly fields?: Readonly<Record<string, string>>
}

/** A material whose unit is in no list, so that its message is held. */
export function unknownUnit(number: number, material: string): string {
  return matmas(number, [pump(material)])
}

/** So many of them in one packet, each in an IDoc of its own: numbers from 1, materials from the one after this. */
export function unknownUnits(count: number, material: number): string {
  return matmasPacket(Array.from({ length: count }, (_, index) => matmasIdoc(index + 1, [pump(String(material + index + 1))])))
}

function pump(material: string): Material {
  return { material, text: 'Pump', fields: { MEINS: 'XZQ' } }
}

/** A MATMAS IDoc with any number of materials. */
export function matmas(number: number, materials: readonly Material[]): string {
  return matmasPacket([matmasIdoc(number, materials)])
}

function matmasPacket(idocs: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<MATMAS05>${idocs.join('')}</MATMAS05>`
}

function matmasIdoc(number: number, materials: readonly Material[]): string {
  const serial = String(20261123000000n + BigInt(number))
  const header = { ...headerOf(number, serial), IDOCTYP: 'MATMAS05', MESTYP: 'MATMAS' }
  const segments = materials.map(({ material, text, fields }) => {
    const texts = text === undefined ? [] : [segment('E1MAKTM', { MSGFN: '005', SPRAS: 'E', MAKTX: text, SPRAS_ISO: 'EN' })]
    return segment('E1MARAM', { MSGFN: '004', ...(material === '' ? {} : { MATNR: material }), ...fields }, texts)
  })
  return `<IDOC BEGIN="1">${segment('EDI_DC40', header)}${segments.join('')}</IDOC>`
}
