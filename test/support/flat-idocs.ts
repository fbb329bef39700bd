import { docnum } from './idocs.ts'

/** The segments of the flat IDocs below, as the sender's release has them: field and length. Not all of what SAP's have. */
const debmas07: Record<string, SegmentLengths> = {
  E2KNA1M008: { type: 'E1KNA1M', fields: { MSGFN: 3, KUNNR: 10, NAME1: 35, ORT01: 35, TELF1: 16, JMZAH: 6 } },
  E2KNVKM: { type: 'E1KNVKM', fields: { MSGFN: 3, PARNR: 10, NAME1: 35, NAMEV: 35 } },
}

interface SegmentLengths {
  readonly type: string
  readonly fields: Readonly<Record<string, number>>
}

/** The file transaction WE60 makes of an IDoc type (Documentation, Parser). */
export function we60(segments: Readonly<Record<string, SegmentLengths>> = debmas07): string {
  const blocks = Object.entries(segments).map(
    ([definition, { type, fields }]) => `      BEGIN_SEGMENT       ${definition}
        SEGMENTTYPE         ${type}
        QUALIFIED
        LEVEL               02
        STATUS              MANDATORY
        BEGIN_FIELDS
${fieldBlocks(fields)}
        END_FIELDS
      END_SEGMENT`,
  )
  return `BEGIN_RECORD_SECTION
  BEGIN_DATA_RECORD
    BEGIN_FIELDS
      NAME                SEGNAM
      LENGTH              000030
      CHARACTER_FIRST     000001
      CHARACTER_LAST      000030
    END_FIELDS
  END_DATA_RECORD
END_RECORD_SECTION
BEGIN_SEGMENT_SECTION
  BEGIN_IDOC          DEBMAS07
    BEGIN_GROUP                  1
${blocks.join('\n')}
    END_GROUP
  END_IDOC
END_SEGMENT_SECTION
`.replaceAll('\n', '\r\n')
}

function fieldBlocks(fields: Readonly<Record<string, number>>): string {
  let first = 64
  const blocks = Object.entries(fields).map(([name, length], index) => {
    const last = first + length - 1
    const number = (value: number, digits: number) => String(value).padStart(digits, '0')
    const block = `          NAME                ${name}
          TEXT                Langtext für ${name}
          TYPE                CHARACTER
          LENGTH              ${number(length, 6)}
          FIELD_POS           ${number(index + 1, 4)}
          CHARACTER_FIRST     ${number(first, 6)}
          CHARACTER_LAST      ${number(last, 6)}`
    first = last + 1
    return block
  })
  return blocks.join('\n\n')
}

/** A DEBMAS IDoc as a file port writes it, a record a line. */
export interface FlatDebmas {
  readonly docnum: number
  readonly customer: string
  readonly name: string
  readonly contact?: { readonly number: string; readonly name: string }
  /** Fields of the control record that are not the usual ones. */
  readonly header?: Readonly<Record<string, string>>
}

export function flatDebmas({ docnum: number, customer, name, contact, header }: FlatDebmas): string {
  const records = [
    controlRecord({ DOCNUM: docnum(number), SERIAL: String(20261123000000n + BigInt(number)), ...header }),
    dataRecord('E2KNA1M008', number, 1, 0, `004${customer.padStart(10, '0')}${name.padEnd(35)}`),
  ]
  if (contact)
    records.push(dataRecord('E2KNVKM', number, 2, 1, `004${contact.number.padStart(10, '0')}${contact.name.padEnd(35)}`))
  return records.map((record) => `${record}\n`).join('')
}

const controlLengths: Record<string, number> = {
  ...{
    TABNAM: 10,
    MANDT: 3,
    DOCNUM: 16,
    DOCREL: 4,
    STATUS: 2,
    DIRECT: 1,
    OUTMOD: 1,
    EXPRSS: 1,
    TEST: 1,
    IDOCTYP: 30,
    CIMTYP: 30,
  },
  ...{ MESTYP: 30, MESCOD: 3, MESFCT: 3, STD: 1, STDVRS: 6, STDMES: 6, SNDPOR: 10, SNDPRT: 2, SNDPFC: 2, SNDPRN: 10, SNDSAD: 21 },
  ...{ SNDLAD: 70, RCVPOR: 10, RCVPRT: 2, RCVPFC: 2, RCVPRN: 10, RCVSAD: 21, RCVLAD: 70, CREDAT: 8, CRETIM: 6, REFINT: 14 },
  ...{ REFGRP: 14, REFMES: 14, ARCKEY: 70, SERIAL: 20 },
}

export function controlRecord(fields: Readonly<Record<string, string>>): string {
  const usual = { TABNAM: 'EDI_DC40_U', MANDT: '100', IDOCTYP: 'DEBMAS07', MESTYP: 'DEBMAS', SNDPRN: 'S4HCLNT100' }
  const filled: Record<string, string> = { ...usual, ...fields }
  return Object.entries(controlLengths)
    .map(([name, length]) => (filled[name] ?? '').padEnd(length))
    .join('')
}

export function dataRecord(definition: string, number: number, segment: number, parent: number, text: string): string {
  const digits = (value: number) => String(value).padStart(6, '0')
  return `${definition.padEnd(30)}100${docnum(number)}${digits(segment)}${digits(parent)}02${text}`
}
