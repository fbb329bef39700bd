/** One IDoc as the outbox keeps it: what a person knows it by, and its XML without the packet around it; or an XI message, whole. */
export interface Idoc {
  /** `soap`: an IDoc that leaves in a SOAP envelope. */
  readonly protocol: 'idoc' | 'soap' | 'xi'
  /** Of an XI message its id. */
  readonly docnum: string
  /** CIMTYP, else IDOCTYP, as S/4HANA names the root element of a packet. */
  readonly type: string
  readonly messageType: string
  readonly receiver: string
  readonly xml: string
}

/** The IDocs of one packet, in order. @throws when there is none, or one has no control record */
export function idocsOf(packet: string): Idoc[] {
  const found = packet.match(/<IDOC(?:\s[^>]*)?>[\s\S]*?<\/IDOC>/g) ?? []
  if (found.length === 0) throw new Error('There is no IDOC element in it')
  return found.map((xml) => {
    const header = /<EDI_DC40[\s>][\s\S]*?<\/EDI_DC40>/.exec(xml)?.[0]
    if (header === undefined) throw new Error('An IDoc has no control record EDI_DC40')
    return {
      protocol: 'idoc',
      docnum: field(header, 'DOCNUM').padStart(16, '0'),
      type: field(header, 'CIMTYP') || field(header, 'IDOCTYP'),
      messageType: field(header, 'MESTYP'),
      receiver: field(header, 'RCVPRN'),
      xml,
    }
  })
}

/** Several IDocs of one type as they go over the wire: the root once, and every IDoc within it. */
export function packetOf(idocs: readonly Idoc[]): string {
  const root = idocs[0]?.type || 'IDOCS'
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root}>${idocs.map(({ xml }) => xml).join('')}</${root}>`
}

/** The same IDoc with another number. */
export function renumbered(idoc: Idoc, docnum: string): Idoc {
  const xml = /<DOCNUM>/.test(idoc.xml)
    ? idoc.xml.replace(/<DOCNUM>[^<]*<\/DOCNUM>/, `<DOCNUM>${docnum}</DOCNUM>`)
    : idoc.xml.replace(/<EDI_DC40(\s[^>]*)?>/, `$&<DOCNUM>${docnum}</DOCNUM>`)
  return { ...idoc, docnum, xml }
}

/** Text of a file, by the encoding its XML declaration names. */
export function textOf(bytes: Uint8Array): string {
  const declared = /encoding=["']([\w.-]+)["']/.exec(new TextDecoder('latin1').decode(bytes.subarray(0, 200)))?.[1]
  return new TextDecoder(declared ?? 'utf-8').decode(bytes)
}

/** The first value of a field in a piece of IDoc XML, whatever its namespace prefix; empty when there is none. */
export function field(xml: string, name: string): string {
  return new RegExp(`<(?:\\w+:)?${name}(?:\\s[^>]*)?>([^<]*)<`).exec(xml)?.[1]?.trim() ?? ''
}
