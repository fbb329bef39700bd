/** A segment with its fields in order; empty ones are left out, as SAP leaves out initial fields. */
export function segment(name: string, fields: Readonly<Record<string, string>>, children: readonly string[] = []): string {
  let values = ''
  for (const field in fields) {
    const value = fields[field] ?? ''
    if (value !== '') values += `<${field}>${escaped(value)}</${field}>`
  }
  return `<${name} SEGMENT="1">${values}${children.join('')}</${name}>`
}

/** Who sends an inbound IDoc to whom. */
export interface Partners {
  readonly system: string
  readonly logicalSystem: string
  readonly port: string
  readonly receiverPort: string
}

/** An inbound IDoc. MANDT, DOCREL and DOCNUM stay empty: SAP gives them. */
export function idocXml(type: { basic: string; message: string }, partners: Partners, segments: readonly string[]): string {
  const header = segment('EDI_DC40', {
    TABNAM: 'EDI_DC40',
    DIRECT: '2',
    IDOCTYP: type.basic,
    MESTYP: type.message,
    SNDPOR: partners.port,
    SNDPRT: 'LS',
    SNDPRN: partners.logicalSystem,
    RCVPOR: partners.receiverPort,
    RCVPRT: 'LS',
    RCVPRN: partners.system,
  })
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${type.basic}><IDOC BEGIN="1">${header}${segments.join('')}</IDOC></${type.basic}>`
}

/** Text of at most `length` characters, in one line. */
export function cut(text: string, length: number): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= length
    ? line
    : `${line
        .slice(0, length - 1)
        .toWellFormed()
        .replace(/\ufffd$/, '')}…`
}

/** SAP's date and time fields, in UTC. */
export function logTime(at: Date): { LOGDAT: string; LOGTIM: string } {
  const digits = at.toISOString().replace(/\D/g, '')
  return { LOGDAT: digits.slice(0, 8), LOGTIM: digits.slice(8, 14) }
}

function escaped(text: string): string {
  if (isPlain.test(text)) return text
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\ufffd\u{10000}-\u{10ffff}]/gu, '?')
    .replace(/[&<>]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[character] ?? character)
}

/** Nothing in it that XML or SAP would take amiss, as nearly always. */
const isPlain = /^[ !-%'-;=?-~]*$/
